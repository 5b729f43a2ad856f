using Dex.Domain.Authorization;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Tests.Unit.Refusals;

/// <summary>A way through the browser flow for each rule that can end it after it began (protocol 4.7 to 4.11).</summary>
internal static class StepTriggers
{
    public static Dictionary<string, Func<RefusalStage, Task<HttpResponseMessage>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["flow.method"] = async stage =>
        {
            var browser = stage.Browser();
            await browser.PostAsync("/auth/mock" + Parameters.Asking(SignInServer.Web));
            return browser.Answer;
        },
        ["flow.state_missing"] = stage => stage.AnswerAsync("/callback"),
        ["flow.request_gone"] = stage => stage.AnswerAsync("/callback?state=x"),
        ["flow.connector_differs"] = async stage => await stage.AnswerAsync($"/callback/mock?state={await BeginAsync(stage)}"),
        ["flow.connector_kind"] = async stage => await stage.AnswerAsync($"/callback?state={await BeginAsync(stage)}"),
        ["flow.connector_unavailable"] = async stage =>
        {
            await StoreAsync(stage, "closed-since", FakeConnectors.Closed);
            return await stage.AnswerAsync("/callback?state=closed-since");
        },
        ["login.check_failed"] = async stage =>
        {
            var browser = await stage.OpenAsync($"/auth/{FakeConnectors.Checkless}" + Parameters.Asking(SignInServer.Web));
            await browser.TypeAsync("jane", "secret");
            return browser.Answer;
        },
        ["login.blocked"] = async stage =>
        {
            await stage.OpenAsync($"/auth/{SignInServer.Codes}" + Parameters.Asking(SignInServer.Web));
            await stage.Dex.BlockAsync(SignInServer.Codes, MockUser, DateTimeOffset.MaxValue);
            return await stage.AnswerAsync($"/auth/{SignInServer.Codes}" + Parameters.Asking(SignInServer.Web));
        },
        ["upstream.denied"] = stage => ComeBackAsync(stage, FakeConnectors.Denying),
        ["upstream.failed"] = stage => ComeBackAsync(stage, FakeConnectors.Failing),
        ["upstream.required_groups"] = stage => ComeBackAsync(stage, FakeConnectors.Groupless),
        ["flow.proof_missing"] = stage => stage.AnswerAsync("/approval?req=x"),
        ["flow.proof_invalid"] = async stage =>
        {
            var browser = await AskedAsync(stage);
            return await stage.AnswerAsync($"/approval?req={browser.Parameter("req")}&hmac=x");
        },
        ["flow.not_signed_in"] = NotSignedInAsync,
        ["consent.method"] = async stage =>
        {
            var browser = await AskedAsync(stage);
            await browser.SendAsync("PUT", browser.Address.AbsoluteUri);
            return browser.Answer;
        },
        ["consent.answer_invalid"] = async stage =>
        {
            var browser = await AskedAsync(stage);
            await browser.PressAsync("Allow", ("approval", "perhaps"));
            return browser.Answer;
        },
        ["consent.refused"] = async stage =>
        {
            var browser = await AskedAsync(stage);
            await browser.CancelAsync();
            return browser.Answer;
        },
        ["client.disabled_meanwhile"] = async stage =>
        {
            var client = await stage.Dex.AddWebAppAsync("passing");
            var browser = await stage.OpenAsync("/auth/mock" + Parameters.Asking(client.Id, ("prompt", "consent")));
            await stage.Dex.ChangeAsync(client, current => current with { Enabled = false });
            await browser.AllowAsync();
            return browser.Answer;
        },
    };

    /// <summary>What the mock connectors call their person.</summary>
    public const string MockUser = "0-385-28089-0";

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    // The id of a sign-in that waits for a password.
    private static async Task<string> BeginAsync(RefusalStage stage) =>
        (await stage.OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web))).Parameter("state");

    private static Task<BrowserWalk> AskedAsync(RefusalStage stage) =>
        stage.OpenAsync("/auth/mock" + Parameters.Asking(SignInServer.Web, ("prompt", "consent")));

    // The upstream sends the browser back with the state that it was given.
    private static async Task<HttpResponseMessage> ComeBackAsync(RefusalStage stage, string connector)
    {
        var browser = await stage.OpenAsync($"/auth/{connector}" + Parameters.Asking(SignInServer.Web));
        await browser.OpenAsync("/callback" + new Uri(browser.Location!).Query);
        return browser.Answer;
    }

    // A proof is only given to who has signed in, so the request is put where a stranger could have found its id.
    private static async Task<HttpResponseMessage> NotSignedInAsync(RefusalStage stage)
    {
        var request = await StoreAsync(stage, "nobody-yet", SignInServer.Mock);
        var proof = StepProof.Of(request.ProofKey, request.Id, StepProof.Continue);
        return await stage.AnswerAsync($"/auth?req={request.Id}&hmac={proof}");
    }

    private static async Task<AuthorizationRequest> StoreAsync(RefusalStage stage, string id, string connector)
    {
        var request = new AuthorizationRequest
        {
            Id = id,
            ClientId = SignInServer.Web,
            ResponseTypes = ["code"],
            RedirectUri = SignInServer.RedirectUriOf(SignInServer.Web),
            Scopes = ["openid"],
            ConnectorId = connector,
            ProofKey = "key",
            ExpiresAt = DateTimeOffset.MaxValue,
        };
        await stage.Dex.Services.GetRequiredService<IAuthorizationRequestStore>().AddAsync(request, Ct);
        return request;
    }
}
