using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;

namespace Dex.Tests.Unit.Refusals;

/// <summary>A request for each rule of the gates before a connector, of token exchange, of the password grant, and of revocation.</summary>
internal static class GrantTriggers
{
    public static Dictionary<string, Func<RefusalStage, Task<HttpResponseMessage>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["connector.closed_to_client"] = Exchanging(SignInServer.Picky, ("connector_id", "pass")),
        ["connector.unusable"] = Exchanging(SignInServer.Web, ("connector_id", "no-such")),
        ["connector.closed_to_grant"] = Exchanging(SignInServer.Web, ("connector_id", SignInServer.Codes)),
        ["exchange.subject_type_unsupported"] = Exchanging(SignInServer.Web, ("subject_token_type", "urn:ietf:params:oauth:token-type:jwt")),
        ["exchange.subject_missing"] = Exchanging(SignInServer.Web, ("subject_token", null)),
        ["exchange.connector_missing"] = Exchanging(SignInServer.Web, ("connector_id", null)),
        ["exchange.connector_kind"] = Exchanging(SignInServer.Web, ("connector_id", SignInServer.Pass)),
        ["exchange.requested_type_unsupported"] = Exchanging(SignInServer.Web, ("requested_token_type", "urn:ietf:params:oauth:token-type:jwt")),
        ["exchange.subject_refused"] = Exchanging(SignInServer.Web, ("connector_id", FakeConnectors.Failing)),
        ["password.scope_too_many"] = WithPassword(("scope", string.Join(' ', Enumerable.Repeat("openid", 101)))),
        ["password.openid_missing"] = WithPassword(("scope", "email")),
        ["password.scope_unknown"] = WithPassword(("scope", "openid bogus")),
        ["password.audience_untrusted"] = WithPassword(("scope", "openid audience:server:client_id:stranger")),
        ["password.connector_kind"] = stage => stage.OnAsync(GrantServer.Through(SignInServer.Mock), () => stage.Dex.PasswordAsync(SignInServer.Web)),
        ["password.check_failed"] = stage => stage.OnAsync(GrantServer.Through(FakeConnectors.Checkless), () => stage.Dex.PasswordAsync(SignInServer.Web)),
        ["revocation.other_client"] = stage => stage.OnGrantsAsync(async () =>
        {
            var tokens = await IssuedTokens.OfPasswordAsync(stage.Dex);
            return await stage.Dex.PostAsClientAsync("/token/revoke", SignInServer.Peer, ("token", tokens.Refresh));
        }),
    };

    private static Func<RefusalStage, Task<HttpResponseMessage>> Exchanging(string client, params (string Name, string? Value)[] changes) =>
        stage => stage.OnGrantsAsync(() => stage.Dex.ExchangeAsync(client, changes));

    private static Func<RefusalStage, Task<HttpResponseMessage>> WithPassword(params (string Name, string? Value)[] changes) =>
        stage => stage.OnGrantsAsync(() => stage.Dex.PasswordAsync(SignInServer.Web, changes));
}
