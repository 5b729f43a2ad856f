using System.Globalization;
using Dex.Domain.Administration;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Endpoints.Http;
using Dex.Web.Login;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dex.Web.Hosting.SignIn;

/// <summary>The console's own sign-in and the page for the first administrator: static pages and plain posts, relative to the console's path.</summary>
internal static class SignInEndpoints
{
    public const string FirstAdministratorPath = "/first-administrator";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/sign-in", (HttpContext context, SignInPages pages) =>
            pages.SignIn(null, "", context.Request.Query["returnTo"], StatusCodes.Status200OK));
        endpoints.MapPost("/sign-in", SignInAsync);
        endpoints.MapGet(FirstAdministratorPath, ShowFirstAdministratorAsync);
        endpoints.MapPost(FirstAdministratorPath, CreateFirstAdministratorAsync);
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context, IAntiforgery antiforgery, ConsoleSignIn signIn, RefusalWriter refusals, SignInPages pages, TimeProvider clock)
    {
        var request = RequestIdentity.Of(context);
        if (!await PostedForm.IsOursAsync(context, antiforgery))
        {
            refusals.Record(request, new OAuthError(RefusalRules.LoginForged));
            return pages.SignIn(ConsoleSignInError.Stale, "", "", RefusalRules.LoginForged.Status);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (login, returnTo) = (form["login"].ToString(), form["returnTo"].ToString());
        Result<Administrator> result;
        try
        {
            result = await signIn.SignInAsync(login, form["password"].ToString(), request.Address, context.RequestAborted);
        }
        catch (StorageUnavailableException)
        {
            refusals.Record(request, new OAuthError(RefusalRules.ServerStorageUnavailable));
            return pages.SignIn(ConsoleSignInError.Unavailable, login, returnTo, RefusalRules.ServerStorageUnavailable.Status);
        }

        if (result.Failed)
        {
            refusals.Record(request, result.Error);
            return Refused(context, result.Error, login, returnTo, pages);
        }

        await context.SignInAsync(ConsoleSettings.Scheme, AdministratorPrincipal.Of(result.Value, clock.GetUtcNow()));
        return Results.Redirect(context.Request.PathBase + LocalReturn.Of(returnTo));
    }

    private static RazorComponentResult Refused(HttpContext context, OAuthError error, string login, string returnTo, SignInPages pages)
    {
        if (error.RetryAfter is not { } wait)
        {
            // A missing right looks like a wrong password: the page must not tell which accounts exist.
            return pages.SignIn(ConsoleSignInError.Mismatch, login, returnTo, StatusCodes.Status401Unauthorized);
        }

        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return pages.SignIn(ConsoleSignInError.TooManyAttempts, login, returnTo, StatusCodes.Status429TooManyRequests, wait);
    }

    private static async Task<IResult> ShowFirstAdministratorAsync(
        HttpContext context, FirstAdministrator first, RefusalWriter refusals, SignInPages pages)
    {
        var token = context.Request.Query["token"].ToString();
        return await first.IsLiveAsync(token, context.RequestAborted)
            ? pages.FirstAdministrator(token, "", "", [], StatusCodes.Status200OK)
            : DeadLink(context, refusals, pages);
    }

    private static async Task<IResult> CreateFirstAdministratorAsync(
        HttpContext context, IAntiforgery antiforgery, FirstAdministrator first, RefusalWriter refusals, SignInPages pages)
    {
        if (!await PostedForm.IsOursAsync(context, antiforgery))
        {
            refusals.Record(RequestIdentity.Of(context), new OAuthError(RefusalRules.LoginForged));
            return pages.SignIn(ConsoleSignInError.Stale, "", "", RefusalRules.LoginForged.Status);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (token, email, name, password) = (form["token"].ToString(), form["email"].ToString(), form["name"].ToString(), form["password"].ToString());
        if (password != form["repeated"].ToString())
        {
            return pages.FirstAdministrator(token, email, name, [new Refusal("invalid", "The two passwords differ.", "repeated")], StatusCodes.Status400BadRequest);
        }

        var made = await first.CreateAsync(token, email, name, password, RequestIdentity.Of(context).Address, context.RequestAborted);
        if (!made.Failed)
        {
            return Results.Redirect($"{context.Request.PathBase}/sign-in");
        }

        return made.Refusals[0].Code == "missing"
            ? DeadLink(context, refusals, pages)
            : pages.FirstAdministrator(token, email, name, made.Refusals, StatusCodes.Status400BadRequest);
    }

    private static RazorComponentResult DeadLink(HttpContext context, RefusalWriter refusals, SignInPages pages)
    {
        refusals.Record(RequestIdentity.Of(context), new OAuthError(RefusalRules.SetupLinkDead));
        return pages.DeadLink(RefusalRules.SetupLinkDead.Status);
    }
}
