using Dex.Domain.Clients;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;

namespace Dex.Tests.Unit.Refusals;

/// <summary>An authorization request for each rule that judges one (protocol 4.2, 4.4 and 4.6).</summary>
internal static class RequestTriggers
{
    public static Dictionary<string, Func<RefusalStage, Task<HttpResponseMessage>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["connector.none_for_client"] = stage => NobodyAsync(stage, client => client with { AllowedConnectors = ["gone"] }, "/auth"),
        ["connector.not_offered"] = stage => stage.AnswerAsync("/auth" + Web(("connector_id", "none"))),
        ["redirect_uri.unregistered"] = stage => AskAsync(stage, ("redirect_uri", "https://evil.example.com/")),
        ["redirect_uri.unusable"] = stage => NobodyAsync(
            stage, client => client with { RedirectUris = ["javascript:alert(1)"] }, "/auth/mock", ("redirect_uri", "javascript:alert(1)")),
        ["connector.unknown"] = stage => AskAsync(stage, ("connector_id", "none")),
        ["connector.not_allowed"] = stage => stage.AnswerAsync("/auth/mock" + Parameters.Asking(SignInServer.Picky, ("connector_id", "pass"))),
        ["request.object_unsupported"] = stage => AskAsync(stage, ("request", "e30.e30.")),
        ["request.uri_unsupported"] = stage => AskAsync(stage, ("request_uri", "https://web.example.com/request")),
        ["pkce.method_unsupported"] = stage => AskAsync(stage, ("code_challenge", "x"), ("code_challenge_method", "S512")),
        ["pkce.required_by_server"] = stage => stage.OnAsync(
            SignInServer.Settings with { OAuth2 = "grantTypes: [authorization_code]\npkce: {enforce: true}" }, () => AskAsync(stage)),
        ["pkce.required_by_client"] = stage => stage.AnswerAsync("/auth/mock" + Parameters.Asking(SignInServer.Spa)),
        ["scope.openid_missing"] = stage => AskAsync(stage, ("scope", "email")),
        ["response_type.unknown"] = stage => AskAsync(stage, ("response_type", "code magic")),
        ["response_type.disabled_by_server"] = stage => stage.OnAsync(
            SignInServer.Settings with { OAuth2 = "grantTypes: [client_credentials]" }, () => AskAsync(stage)),
        ["response_type.missing"] = stage => AskAsync(stage, ("response_type", null)),
        ["response_type.token_alone"] = stage => AskAsync(stage, ("response_type", "token")),
        ["response_type.disabled_by_client"] = stage =>
            stage.AnswerAsync("/auth/mock" + Parameters.Asking(SignInServer.Coder, ("response_type", "id_token"))),
        ["nonce.missing"] = stage => AskAsync(stage, ("response_type", "id_token"), ("nonce", null)),
        ["response_type.token_out_of_band"] = stage =>
            AskAsync(stage, ("response_type", "code token"), ("redirect_uri", "urn:ietf:wg:oauth:2.0:oob")),
        ["response_mode.invalid"] = stage => AskAsync(stage, ("response_mode", "pigeon")),
        ["prompt.invalid"] = stage => AskAsync(stage, ("prompt", "none login")),
        ["max_age.invalid"] = stage => AskAsync(stage, ("max_age", "-1")),
        ["id_token_hint.invalid"] = stage => AskAsync(stage, ("id_token_hint", ForgedToken.ByAStranger(stage.Dex))),
        ["connector.malformed_id"] = stage => stage.AnswerAsync("/auth/%ff" + Web()),
        ["connector.forbidden"] = stage => stage.AnswerAsync("/auth/pass" + Parameters.Asking(SignInServer.Picky)),
        ["connector.not_found"] = stage => stage.AnswerAsync("/auth/none" + Web()),
        ["connector.unavailable"] = stage => stage.AnswerAsync($"/auth/{FakeConnectors.Closed}" + Web()),
        ["connector.grant_not_allowed"] = stage => stage.AnswerAsync($"/auth/{SignInServer.Codes}" + Web(("response_type", "id_token"))),
        ["connector.contradicted"] = stage => AskAsync(stage, ("connector_id", "pass")),
        ["prompt.login_required"] = stage => AskAsync(stage, ("prompt", "none")),
        ["upstream.start_failed"] = stage => stage.AnswerAsync($"/auth/{FakeConnectors.Unstartable}" + Web()),
    };

    private static string Web(params (string Name, string? Value)[] changes) => Parameters.Asking(SignInServer.Web, changes);

    private static Task<HttpResponseMessage> AskAsync(RefusalStage stage, params (string Name, string? Value)[] changes) =>
        stage.AnswerAsync("/auth/mock" + Web(changes));

    private static async Task<HttpResponseMessage> NobodyAsync(
        RefusalStage stage, Func<Client, Client> change, string route, params (string Name, string? Value)[] changes)
    {
        var client = await stage.Dex.AddWebAppAsync($"nobody-{Guid.NewGuid()}", change);
        return await stage.AnswerAsync(route + Parameters.Asking(client.Id, changes));
    }
}
