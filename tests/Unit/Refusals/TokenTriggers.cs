using System.Text;
using Dex.Tests.Unit.Hosting;

namespace Dex.Tests.Unit.Refusals;

/// <summary>A request for each rule of the token endpoint, introspection and userinfo, before any grant has its say.</summary>
internal static class TokenTriggers
{
    public static Dictionary<string, Func<RefusalStage, Task<HttpResponseMessage>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["request.foreign_host"] = stage => stage.OnSampleAsync(() => ForeignHostAsync(stage)),
        ["request.method"] = stage => stage.Dex.GetAsync("/token"),
        ["request.malformed_form"] = stage => stage.PostTextAsync("/token", "a=%zz"),
        ["request.too_large"] = stage => stage.PostTextAsync("/token", new string('a', 100_000)),
        ["request.empty_body"] = stage => stage.PostTextAsync("/token/introspect", ""),
        ["request.token_missing"] = stage => stage.PostTextAsync("/token/introspect", "a=b"),
        ["request.malformed_client_id"] = stage => UserInfoAsync(stage, "%zz:b"),
        ["request.malformed_client_secret"] = stage => UserInfoAsync(stage, "batch:%zz"),
        ["grant.missing"] = stage => stage.PostTextAsync("/token", "a=b"),
        ["grant.unknown"] = stage => stage.PostTextAsync("/token", "grant_type=magic"),
        ["grant.disabled_by_server"] = stage => stage.PostTextAsync("/token", "grant_type=password"),
        ["grant.disabled_by_client"] = stage => stage.Dex.TokenAsync(StandardClients.Narrow),
        ["client.missing"] = stage => stage.PostTextAsync("/token", "grant_type=client_credentials"),
        ["client.unknown"] = stage => stage.Dex.TokenAsAsync("nobody", "x"),
        ["client.secret_missing"] = stage => stage.Dex.TokenAsAsync("batch", ""),
        ["client.secret_mismatch"] = stage => stage.Dex.TokenAsAsync("batch", "wrong"),
        ["client.secret_expired"] = stage => stage.Dex.TokenAsAsync("many", "dxs_old"),
        ["client.secret_not_yet_valid"] = stage => stage.Dex.TokenAsAsync("many", "dxs_early"),
        ["client.secret_deactivated"] = stage => stage.Dex.TokenAsAsync("many", "dxs_dead"),
        ["client.has_no_secret"] = stage => stage.Dex.TokenAsAsync("bare", "x"),
        ["client.disabled"] = stage => stage.Dex.TokenAsync(StandardClients.Off),
        ["client.public_for_machines"] = stage => stage.PostTextAsync("/token", "grant_type=client_credentials&client_id=site"),
        ["client.public_for_introspection"] = stage => stage.PostTextAsync("/token/introspect", "token=x&client_id=site"),
        ["scope.not_for_machines"] = stage => stage.Dex.TokenAsync(StandardClients.Batch, "offline_access"),
        ["scope.too_many"] = stage => stage.Dex.TokenAsync(StandardClients.Batch, string.Join(' ', Enumerable.Repeat("openid", 101))),
        ["scope.unknown"] = stage => stage.Dex.TokenAsync(StandardClients.Batch, "bogus"),
        ["audience.untrusted"] = stage => stage.Dex.TokenAsync(StandardClients.Batch, "audience:server:client_id:vault"),
        ["bearer.missing"] = stage => stage.Dex.GetAsync("/userinfo"),
        ["bearer.invalid"] = stage => stage.Dex.GetAsync("/userinfo", "Bearer x"),
        ["bearer.wrong_purpose"] = stage => stage.Dex.GetAsync("/userinfo", "Bearer " + ForgedToken.ByItsKey(stage.Dex, "logout+jwt")),
        ["bearer.revoked"] = TakenBackAsync,
        ["limit.failures_per_client"] = stage => stage.OnAsync(
            new DexServerSettings { Limits = "clientAuthentication: {perClient: 1}" },
            () => RefusalStage.RepeatedAsync(2, () => stage.Dex.TokenAsAsync("batch", "wrong"))),
        ["limit.failures_per_address"] = stage => stage.OnAsync(
            new DexServerSettings { Limits = "clientAuthentication: {perAddress: 1}" },
            () => RefusalStage.RepeatedAsync(2, () => stage.Dex.TokenAsAsync("nobody", "wrong"))),
    };

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private static Task<HttpResponseMessage> UserInfoAsync(RefusalStage stage, string userInfo) =>
        stage.Dex.PostAsync("/token", DexServer.TokenForm(), "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userInfo)));

    private static async Task<HttpResponseMessage> ForeignHostAsync(RefusalStage stage)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, stage.Dex.At("/keys")) { Headers = { Host = "evil.example.com" } };
        return await stage.Dex.Http.SendAsync(request, Ct);
    }

    private static async Task<HttpResponseMessage> TakenBackAsync(RefusalStage stage)
    {
        var code = await stage.CodeAsync(SignInServer.Web);
        using var first = await stage.Dex.RedeemAsync(SignInServer.Web, code);
        using var second = await stage.Dex.RedeemAsync(SignInServer.Web, code);
        var token = (await first.ReadJsonAsync()).GetProperty("access_token").GetString();
        return await stage.Dex.GetAsync("/userinfo", $"Bearer {token}");
    }
}
