using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Dex.Tests.Unit.Refusals;

/// <summary>A refresh token brought to the token endpoint for each rule that can refuse one (protocol 5.4.4), at a server that issues them.</summary>
internal static class RefreshTokenTriggers
{
    public static Dictionary<string, Func<RefusalStage, Task<HttpResponseMessage>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["refresh_token.missing"] = stage => stage.OnAsync(Settings(), () => stage.Dex.RefreshAsync(SignInServer.Web, "")),
        ["refresh_token.unknown"] = stage => stage.OnAsync(Settings(), () => stage.Dex.RefreshAsync(SignInServer.Web, "x")),
        ["refresh_token.other_client"] = stage => OnAsync(stage, token => stage.Dex.RefreshAsync(SignInServer.Picky, token)),
        ["refresh_token.never_issued"] = stage => OnAsync(
            stage, token => stage.Dex.RefreshAsync(SignInServer.Web, StringPair.Encode(RefreshTokenText.Decode(token).Id, "guessed"))),
        ["refresh_token.spent"] = stage => OnAsync(stage, async token =>
        {
            await stage.Dex.RefreshedAsync(SignInServer.Web, token);
            Advance(stage, TimeSpan.FromSeconds(6));
            return await stage.Dex.RefreshAsync(SignInServer.Web, token);
        }),
        ["refresh_token.superseded_just_now"] = stage => OnAsync(stage, async token =>
        {
            await stage.Dex.RefreshedAsync(SignInServer.Web, token);
            return await stage.Dex.RefreshAsync(SignInServer.Web, token);
        }),
        ["refresh_token.expired"] = stage => OnAsync(
            stage,
            async token =>
            {
                await stage.Dex.AgeAsync(token, TimeSpan.FromHours(2));
                return await stage.Dex.RefreshAsync(SignInServer.Web, token);
            },
            "absoluteLifetime: 1h"),
        ["refresh_token.scope_widened"] = stage => OnAsync(stage, token => stage.Dex.RefreshAsync(SignInServer.Web, token, ("scope", "profile"))),
        ["refresh_token.being_refreshed"] = stage => OnAsync(stage, async token =>
        {
            await TakeTurnAsync(stage, token);
            return await stage.Dex.RefreshAsync(SignInServer.Web, token);
        }),
        ["refresh_token.waited_too_long"] = stage => OnAsync(
            stage,
            async token =>
            {
                await TakeTurnAsync(stage, token);
                return await stage.Dex.RefreshAsync(SignInServer.Web, token);
            },
            "disableRotation: true"),
        ["refresh_token.upstream_refused"] = stage => OnAsync(stage, token =>
        {
            stage.Dex.Upstream().Failure = new UpstreamDeniedException("no such account");
            return stage.Dex.RefreshAsync(SignInServer.Web, token);
        }),
        ["refresh_token.upstream_failed"] = stage => OnAsync(stage, token =>
        {
            stage.Dex.Upstream().Failure = new ConnectorException("no answer");
            return stage.Dex.RefreshAsync(SignInServer.Web, token);
        }),
        ["refresh_token.subject_changed"] = stage => OnAsync(stage, token =>
        {
            stage.Dex.Upstream().Person = stage.Dex.Upstream().Person with { UserId = "u2" };
            return stage.Dex.RefreshAsync(SignInServer.Web, token);
        }),
    };

    private static DexServerSettings Settings(string policy = "") => Refreshing.Settings(policy, new FakeTimeProvider(Builders.Given.Now));

    private static Task<HttpResponseMessage> OnAsync(RefusalStage stage, Func<string, Task<HttpResponseMessage>> ask, string policy = "") =>
        stage.OnAsync(Settings(policy), async () =>
        {
            var browser = await stage.OpenAsync($"/auth/{LiveUpstream.Live}" + Parameters.Asking(SignInServer.Web, Refreshing.Offline));
            using var redeemed = await stage.Dex.RedeemAsync(SignInServer.Web, ClientAnswer.Of(browser).Code);
            return await ask((await redeemed.ReadJsonAsync()).RefreshToken());
        });

    private static void Advance(RefusalStage stage, TimeSpan span) => ((FakeTimeProvider)stage.Dex.Services.GetRequiredService<TimeProvider>()).Advance(span);

    // As somebody does who never comes back.
    private static async Task TakeTurnAsync(RefusalStage stage, string token)
    {
        var kept = (await stage.Dex.KeptAsync(token))!;
        Xunit.Assert.True(await stage.Dex.Services.GetRequiredService<IRefreshTokenStore>()
            .TryTakeTurnAsync(kept.Id, kept.ValueHash, "turn", Builders.Given.Now.AddHours(9), Xunit.TestContext.Current.CancellationToken));
    }
}
