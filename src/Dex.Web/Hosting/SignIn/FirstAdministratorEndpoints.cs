using Dex.Domain.Administration;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Endpoints.Http;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Dex.Web.Hosting.SignIn;

/// <summary>The one-time page that makes the first administrator, relative to the console's path.</summary>
internal static class FirstAdministratorEndpoints
{
    public const string Path = "/first-administrator";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, ShowAsync);
        endpoints.MapPost(Path, CreateAsync);
    }

    private static async Task<IResult> ShowAsync(HttpContext context, FirstAdministrator first, RefusalWriter refusals, FirstAdministratorPages pages)
    {
        var token = context.Request.Query["token"].ToString();
        return await first.IsLiveAsync(token, context.RequestAborted)
            ? pages.Form(token, "", "", [], StatusCodes.Status200OK)
            : DeadLink(context, RefusalRules.SetupLinkDead, refusals, pages);
    }

    private static async Task<IResult> CreateAsync(
        HttpContext context, IAntiforgery antiforgery, FirstAdministrator first, RefusalWriter refusals, FirstAdministratorPages pages)
    {
        if (!await PostedForm.IsOursAsync(context, antiforgery))
        {
            return DeadLink(context, RefusalRules.LoginForged, refusals, pages);
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (token, email, name, password) = (form["token"].ToString(), form["email"].ToString(), form["name"].ToString(), form["password"].ToString());
        if (password != form["repeated"].ToString())
        {
            return pages.Form(token, email, name, [new Refusal("invalid", "The two passwords differ.", "repeated")], StatusCodes.Status400BadRequest);
        }

        var made = await first.CreateAsync(token, email, name, password, RequestIdentity.Of(context).Address, context.RequestAborted);
        if (!made.Failed)
        {
            PostedForm.SendOn(context, SignInEndpoints.SignInPath);
            return Results.Empty;
        }

        return made.Refusals[0].Code == "missing"
            ? DeadLink(context, RefusalRules.SetupLinkDead, refusals, pages)
            : pages.Form(token, email, name, made.Refusals, StatusCodes.Status400BadRequest);
    }

    private static RazorComponentResult DeadLink(HttpContext context, RefusalRule rule, RefusalWriter refusals, FirstAdministratorPages pages)
    {
        refusals.Record(context, new OAuthError(rule), new CallerAnswer(AnswerForm.Page, rule.Status));
        return pages.DeadLink(rule.Status);
    }
}
