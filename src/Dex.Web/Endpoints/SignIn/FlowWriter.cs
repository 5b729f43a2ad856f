using System.Globalization;
using Dex.Domain.Activity;
using Dex.Domain.Authorization;
using Dex.Domain.Clients;
using Dex.Domain.Discovery;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Web.Endpoints.Http;
using Dex.Web.Endpoints.Pages;
using Dex.Web.Login;

namespace Dex.Web.Endpoints.SignIn;

/// <summary>Turns what a step decided into what a browser gets. No failure leaves here without its rule in the log and in the counters.</summary>
internal sealed class FlowWriter(PageWriter pages, ErrorPageWriter errors, RefusalWriter refusals, IActivityRecorder activity, PageLook look)
{
    public Task WriteAsync(HttpContext context, FlowOutcome outcome) => outcome switch
    {
        Onward onward => RedirectWriter.WriteAsync(context, onward.Status, onward.Location),
        Answered answered => AnswerAsync(context, answered),
        ChooserShown chooser => pages.WriteAsync<ChooserPage>(context, StatusCodes.Status200OK, FlowPages.Chooser(chooser, LinkOf(context))),
        PasswordAsked asked => AskPasswordAsync(context, asked),
        ConsentAsked asked => pages.WriteAsync<ConsentPage>(
            context, StatusCodes.Status200OK, FlowPages.Consent(asked, LinkOf(context)), asked.Request.RedirectUri),
        DeviceCodeAsked asked => AskDeviceCodeAsync(context, asked),
        DeviceConnected connected => pages.WriteAsync<DeviceConnectedPage>(
            context, StatusCodes.Status200OK, new Dictionary<string, object?> { [nameof(DeviceConnectedPage.ClientName)] = connected.Client.Name }),
        DeviceTurnedAway away => TurnAwayAsync(context, away),
        CodeShown shown => pages.WriteAsync<OutOfBandPage>(
            context, StatusCodes.Status200OK, new Dictionary<string, object?> { [nameof(OutOfBandPage.Code)] = shown.Code }),
        DisplayedFailure failure => DisplayAsync(context, failure),
        RedirectedFailure failure => TellAsync(context, failure),
        _ => throw new InvalidOperationException($"No answer is known for {outcome.GetType().Name}."),
    };

    private Task AnswerAsync(HttpContext context, Answered answered)
    {
        if (answered.TokensFor is { } client)
        {
            activity.Issued(new AuthenticatedClient(client, null, null), GrantTypes.Implicit, RequestIdentity.Of(context).Address);
        }

        return SendAsync(context, answered.Response);
    }

    private Task AskPasswordAsync(HttpContext context, PasswordAsked asked)
    {
        var status = asked.Refusal is { } refusal ? Record(context, refusal, refusal.Rule.Status, FlowPages.ComplaintOf(refusal)) : StatusCodes.Status200OK;
        var here = RequestTarget.PathOf(context).Split('/')[^1] + context.Request.QueryString.Value;
        return pages.WriteAsync<PasswordPage>(context, status, FlowPages.Password(asked, here, LinkOf(context), look), asked.Request.RedirectUri);
    }

    private Task AskDeviceCodeAsync(HttpContext context, DeviceCodeAsked asked)
    {
        var status = asked.Refusal is { } refusal ? Record(context, refusal, refusal.Rule.Status, FlowPages.DeviceComplaintOf(refusal)) : StatusCodes.Status200OK;
        var postUrl = LinkOf(context)(look.IssuerPath + EndpointCatalogue.DeviceCodeCheck.Path);
        return pages.WriteAsync<DeviceCodePage>(context, status, FlowPages.DeviceCode(asked, postUrl), PageHeaders.AnyWebsite);
    }

    private Task TurnAwayAsync(HttpContext context, DeviceTurnedAway away) => pages.WriteAsync<DeviceTurnedAwayPage>(
        context,
        Record(context, away.Error, away.Error.Rule.Status, FlowPages.ReasonOf(away)),
        new Dictionary<string, object?>
        {
            [nameof(DeviceTurnedAwayPage.ClientName)] = away.Client?.Name ?? "",
            [nameof(DeviceTurnedAwayPage.ByPerson)] = away.ByPerson,
        });

    private Task DisplayAsync(HttpContext context, DisplayedFailure failure)
    {
        Record(context, failure.Error, failure.Status, Join(failure.Sentence, failure.Advice));
        if (failure.Status == StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow = "GET, POST";
        }

        return errors.WriteAsync(context, failure.Status, failure.Sentence, failure.Advice);
    }

    // The status that goes with the refusal; how long to wait stands in a header then.
    private int Record(HttpContext context, OAuthError refusal, int status, string told)
    {
        var wait = RefusalWriter.WaitOf(refusal);
        refusals.Record(context, refusal, new CallerAnswer(AnswerForm.Page, status) { Description = told, RetryAfter = wait });
        if (wait is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return status;
    }

    private Task TellAsync(HttpContext context, RedirectedFailure failure)
    {
        // No browser can be sent to the address of a client that takes its code out of band: the person tells it.
        if (failure.Response.RedirectUri == RedirectUriRules.OutOfBand)
        {
            return DisplayAsync(context, new DisplayedFailure(failure.Error, StatusCodes.Status400BadRequest,
                "The application asked for something that it cannot get.", "Close this window and start again from the application."));
        }

        refusals.Record(context, failure.Error, new CallerAnswer(
            AnswerForm.Redirect, failure.Response.Mode == ResponseMode.FormPost ? StatusCodes.Status200OK : StatusCodes.Status303SeeOther)
        {
            Error = failure.Error.Code,
            Description = failure.Error.Description,
            SentTo = HarmlessParameters.AddressOf(failure.Response.RedirectUri),
        });
        return SendAsync(context, failure.Response);
    }

    private static string Join(string sentence, string advice) => advice.Length == 0 ? sentence : $"{sentence} {advice}";

    private Task SendAsync(HttpContext context, AuthorizationResponse response) => response.Mode == ResponseMode.FormPost
        ? pages.WriteFormPostAsync(context, response.RedirectUri, response.Members)
        : RedirectWriter.WriteAsync(context, StatusCodes.Status303SeeOther, response.Location);

    // Links of pages are relative, so that they hold behind a proxy that adds a prefix; an address beside the issuer stays as it is.
    private Func<string, string> LinkOf(HttpContext context) => address =>
        address.StartsWith(look.IssuerPath + "/", StringComparison.Ordinal)
            ? RelativeUrl.To(look.IssuerPath, RequestTarget.PathOf(context), address[(look.IssuerPath.Length + 1)..])
            : address;
}
