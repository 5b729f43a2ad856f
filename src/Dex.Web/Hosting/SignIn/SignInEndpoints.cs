using System.Globalization;
using Dex.Domain.Administration;
using Dex.Domain.Policies;
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
        endpoints.MapGet("/sign-in", (HttpContext context, IServerPolicySource policies, SampleMode sample) =>
            SignInPage(context, policies, sample, null, "", StatusCodes.Status200OK));
        endpoints.MapPost("/sign-in", SignInAsync);
        endpoints.MapGet(FirstAdministratorPath + "/{token}", ShowFirstAdministratorAsync);
        endpoints.MapPost(FirstAdministratorPath + "/{token}", CreateFirstAdministratorAsync);
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context, IAntiforgery antiforgery, ConsoleSignIn signIn, RefusalWriter refusals, IServerPolicySource policies, SampleMode sample)
    {
        var request = RequestIdentity.Of(context);
        if (!await IsOursAsync(context, antiforgery))
        {
            refusals.Record(request, new OAuthError(RefusalRules.LoginForged));
            return SignInPage(context, policies, sample, RefusalRules.LoginForged, "", RefusalRules.LoginForged.Status);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var login = form["login"].ToString();
        var result = await signIn.SignInAsync(login, form["password"].ToString(), request.Address, context.RequestAborted);
        if (result.Failed)
        {
            refusals.Record(request, result.Error);
            var wait = result.Error.RetryAfter;
            if (wait is { } seconds)
            {
                context.Response.Headers.RetryAfter = Math.Ceiling(seconds.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            }

            // A missing right looks like a wrong password: the page must not tell which accounts exist.
            var shown = wait is null ? RefusalRules.LoginWrongPassword : RefusalRules.LimitSignIns;
            return SignInPage(context, policies, sample, shown, login, shown.Status, wait);
        }

        await context.SignInAsync(ConsoleSettings.Scheme, AdministratorPrincipal.Of(result.Value));
        return Results.Redirect(context.Request.PathBase + LocalReturn.Of(form["returnTo"]));
    }

    private static async Task<IResult> ShowFirstAdministratorAsync(
        HttpContext context, string token, FirstAdministrator first, RefusalWriter refusals, IServerPolicySource policies) =>
        await first.IsLiveAsync(token, context.RequestAborted)
            ? FirstPage(policies, [], "", "", StatusCodes.Status200OK)
            : DeadLink(context, refusals, policies);

    private static async Task<IResult> CreateFirstAdministratorAsync(
        HttpContext context, string token, IAntiforgery antiforgery, FirstAdministrator first, RefusalWriter refusals, IServerPolicySource policies)
    {
        if (!await IsOursAsync(context, antiforgery))
        {
            refusals.Record(RequestIdentity.Of(context), new OAuthError(RefusalRules.LoginForged));
            return FirstPage(policies, [new Refusal("invalid", "The page was too old. Try again.")], "", "", RefusalRules.LoginForged.Status);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (email, name, password) = (form["email"].ToString(), form["name"].ToString(), form["password"].ToString());
        if (password != form["repeated"].ToString())
        {
            return FirstPage(policies, [new Refusal("invalid", "The two passwords differ.", "repeated")], email, name, StatusCodes.Status400BadRequest);
        }

        var made = await first.CreateAsync(token, email, name, password, RequestIdentity.Of(context).Address, context.RequestAborted);
        if (made.Failed && made.Refusals[0].Code == "missing")
        {
            return DeadLink(context, refusals, policies);
        }

        return made.Failed
            ? FirstPage(policies, made.Refusals, email, name, StatusCodes.Status400BadRequest)
            : Results.Redirect($"{context.Request.PathBase}/sign-in");
    }

    private static async Task<bool> IsOursAsync(HttpContext context, IAntiforgery antiforgery) =>
        context.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context);

    private static RazorComponentResult DeadLink(HttpContext context, RefusalWriter refusals, IServerPolicySource policies)
    {
        refusals.Record(RequestIdentity.Of(context), new OAuthError(RefusalRules.SetupLinkDead));
        return FirstPage(policies, [new Refusal("missing", RefusalRules.SetupLinkDead.Meaning)], "", "", RefusalRules.SetupLinkDead.Status);
    }

    private static RazorComponentResult SignInPage(
        HttpContext context, IServerPolicySource policies, SampleMode sample, RefusalRule? refused, string login, int status, TimeSpan? wait = null) =>
        new RazorComponentResult<ConsoleSignInPage>(new Dictionary<string, object?>
        {
            [nameof(ConsoleSignInPage.Issuer)] = policies.Current.Issuer.Uri.Host,
            [nameof(ConsoleSignInPage.Error)] = Kind(refused),
            [nameof(ConsoleSignInPage.Login)] = login,
            [nameof(ConsoleSignInPage.ReturnTo)] = LocalReturn.Of(ReturnTo(context)),
            [nameof(ConsoleSignInPage.SampleHint)] = sample.IsOn,
            [nameof(ConsoleSignInPage.RetryAfter)] = wait,
        })
        { StatusCode = status };

    private static RazorComponentResult FirstPage(IServerPolicySource policies, IReadOnlyList<Refusal> refusals, string email, string name, int status) =>
        new RazorComponentResult<FirstAdministratorPage>(new Dictionary<string, object?>
        {
            [nameof(FirstAdministratorPage.Issuer)] = policies.Current.Issuer.Uri.Host,
            [nameof(FirstAdministratorPage.Refusals)] = refusals,
            [nameof(FirstAdministratorPage.Email)] = email,
            [nameof(FirstAdministratorPage.Name)] = name,
        })
        { StatusCode = status };

    private static string? ReturnTo(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.HasFormContentType
            ? context.Request.Form["returnTo"].ToString()
            : context.Request.Query["returnTo"].ToString();

    private static SignInError Kind(RefusalRule? rule) => rule switch
    {
        null => SignInError.None,
        _ when rule == RefusalRules.LoginForged => SignInError.Forged,
        _ when rule == RefusalRules.LimitSignIns => SignInError.TooMany,
        _ => SignInError.Mismatch,
    };
}
