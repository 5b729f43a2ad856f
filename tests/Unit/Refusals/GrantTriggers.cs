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
    };

    private static Func<RefusalStage, Task<HttpResponseMessage>> Exchanging(string client, params (string Name, string? Value)[] changes) =>
        stage => stage.OnGrantsAsync(() => stage.Dex.ExchangeAsync(client, changes));
}
