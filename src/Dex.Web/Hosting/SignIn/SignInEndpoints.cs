using System.Text;
using Dex.Domain.Administration;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Components.Clients;
using Dex.Web.Endpoints.Http;
using Dex.Web.Login;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dex.Web.Hosting.SignIn;

/// <summary>How administrators get in and out, relative to the console's path: to the provider's own sign-in and back, and out by a form.</summary>
internal static class SignInEndpoints
{
    public const string SignInPath = "/sign-in";
    public const string SignedOutPath = "/signed-out";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(SignInPath, Begin);
        endpoints.MapGet("/callback", FinishAsync);
        endpoints.MapGet(TrialAddress.CallbackPath, TrialCallback.Finish);
        endpoints.MapPost("/sign-out", SignOutAsync);
        endpoints.MapGet(SignedOutPath, () => new RazorComponentResult<SignedOutPage>());
        FirstAdministratorEndpoints.Map(endpoints);
    }

    private static RedirectHttpResult Begin(HttpContext context, ConsoleSignIn signIn, ConsoleFlowCookies cookies)
    {
        var flow = ConsoleSignIn.Begin(LocalReturn.Of(context.Request.Query["returnTo"]));
        cookies.Keep(context, flow);
        return TypedResults.Redirect(signIn.AddressOf(flow));
    }

    private static async Task FinishAsync(
        HttpContext context, ConsoleSignIn signIn, ConsoleFlowCookies cookies, ISnapshotFreshness freshness, ConsoleRefusals refusals, TimeProvider clock)
    {
        await freshness.EnsureAsync(context.RequestAborted);
        var answer = FormParameters.TryParse(Encoding.UTF8.GetBytes(context.Request.QueryString.Value?.TrimStart('?') ?? "")) ?? FormParameters.Empty;
        var flow = cookies.Take(context, answer.Text(ParameterNames.State));
        var person = await signIn.FinishAsync(flow, answer, RequestIdentity.Of(context).Address, context.RequestAborted);
        if (person.Failed)
        {
            await refusals.WriteAsync(context, person.Error);
            return;
        }

        await context.SignInAsync(ConsoleSettings.Scheme, AdministratorPrincipal.Of(person.Value, clock.GetUtcNow()));
        context.Response.Redirect(context.Request.PathBase + flow!.ReturnTo);
    }

    private static async Task SignOutAsync(HttpContext context, IAntiforgery antiforgery, ConsoleAdmission admission, ConsoleRefusals refusals, TimeProvider clock)
    {
        if (!await PostedForm.IsOursAsync(context, antiforgery))
        {
            await refusals.WriteAsync(context, new OAuthError(RefusalRules.LoginForged));
            return;
        }

        if (AdministratorPrincipal.Read(context.User, clock.GetUtcNow()) is { } person)
        {
            await admission.LeaveAsync(person, context.RequestAborted);
        }

        await context.SignOutAsync(ConsoleSettings.Scheme);

        // Not to the sign-in: an upstream provider that still knows the person would open the console again at once.
        PostedForm.SendOn(context, SignedOutPath);
    }
}
