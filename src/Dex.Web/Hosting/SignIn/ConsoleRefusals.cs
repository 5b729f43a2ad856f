using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Hosting.SignIn;

/// <summary>The pages for people whom the console does not let in, each with the way to try again.</summary>
internal sealed class ConsoleRefusals(RefusalWriter refusals, ErrorPageWriter pages)
{
    public Task WriteAsync(HttpContext context, OAuthError error)
    {
        var (sentence, advice) = Say(error.Rule);
        refusals.Record(context, error, new CallerAnswer(AnswerForm.Page, error.Rule.Status) { Description = $"{sentence} {advice}" });
        return pages.WriteAsync(context, error.Rule.Status, sentence, advice, context.Request.PathBase + SignInEndpoints.SignInPath);
    }

    private static (string Sentence, string Advice) Say(RefusalRule rule) =>
        rule == RefusalRules.LoginNotAdministrator
            ? ("You are signed in, and this account may not open the console.", "Ask an administrator to add you, or sign in with another account.")
        : rule == RefusalRules.LoginFlowLost
            ? ("The sign-in did not begin in this browser, took more than an hour, or the browser keeps no cookies for this site.",
                "Allow cookies for this site and sign in again.")
        : rule == RefusalRules.LoginUnfinished
            ? ("The sign-in was not finished. Nobody was let in.", "Sign in again, or choose another way to sign in.")
        : rule == RefusalRules.LoginForged
            ? ("This page was open too long, or the form came from elsewhere. Nothing was done.", "Sign in again.")
            : ("The sign-in was used before or is too old.", "Sign in again.");
}
