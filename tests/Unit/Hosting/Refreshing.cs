using System.Text.Json;
using Dex.Domain.Connectors;
using Dex.Domain.RefreshTokens;
using Dex.Infrastructure.Connectors;
using Dex.Infrastructure.Persistence;
using Dex.Tests.Unit.Fakes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>Servers that issue refresh tokens, and how clients use them.</summary>
internal static class Refreshing
{
    /// <summary>What a client asks for that wants to stay connected.</summary>
    public static readonly (string Name, string? Value) Offline = ("scope", "openid email groups offline_access");

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    /// <summary>The sign-in server with refresh_token served, and with <see cref="LiveUpstream"/> beside its connectors.</summary>
    /// <param name="policy">The members of <c>expiry.refreshTokens</c>.</param>
    public static DexServerSettings Settings(string policy = "", TimeProvider? clock = null) => SignInServer.Settings with
    {
        OAuth2 = "grantTypes: [authorization_code, implicit, client_credentials, refresh_token]\nresponseTypes: [code, id_token, token]\nskipApprovalScreen: true",
        More = $"{SignInServer.Settings.More}\nexpiry: {{refreshTokens: {{{policy}}}}}",
        Clock = clock,
        Adjust = services =>
        {
            SignInServer.Settings.Adjust!(services);
            services.AddSingleton(provider => new LiveUpstream(provider.GetRequiredService<ConnectorDirectory>()));
            services.AddSingleton<IConnectorDirectory>(provider => provider.GetRequiredService<LiveUpstream>());
        },
    };

    public static LiveUpstream Upstream(this DexServer dex) => dex.Services.GetRequiredService<LiveUpstream>();

    public static Task<HttpResponseMessage> RefreshAsync(
        this DexServer dex, string client, string refreshToken, params (string Name, string? Value)[] changes)
    {
        var secret = SignInServer.SecretOf(client);
        (string, string)[] usual = [("grant_type", "refresh_token"), ("refresh_token", refreshToken)];
        return dex.PostAsync(
            "/token",
            Parameters.Changed(secret.Length > 0 ? usual : [.. usual, ("client_id", client)], changes),
            secret.Length > 0 ? DexServer.Basic(client, secret) : null);
    }

    /// <summary>The answer of a refresh that has to succeed.</summary>
    public static async Task<JsonElement> RefreshedAsync(
        this DexServer dex, string client, string refreshToken, params (string Name, string? Value)[] changes)
    {
        using var answer = await dex.RefreshAsync(client, refreshToken, changes);
        Assert.True(answer.IsSuccessStatusCode, await answer.ReadTextAsync());
        return await answer.ReadJsonAsync();
    }

    /// <summary>The rule that refuses a refresh which must not succeed.</summary>
    public static async Task<string> RefusedRefreshAsync(
        this DexServer dex, string client, string refreshToken, params (string Name, string? Value)[] changes)
    {
        using var answer = await dex.RefreshAsync(client, refreshToken, changes);
        Assert.False(answer.IsSuccessStatusCode);
        return dex.RefusalOf(answer).Rule.Id;
    }

    /// <summary>The refresh token of an answer.</summary>
    public static string RefreshToken(this JsonElement answer) => answer.GetProperty("refresh_token").GetString()!;

    /// <summary>What is kept of a refresh token; null when it has ended.</summary>
    public static Task<RefreshToken?> KeptAsync(this DexServer dex, string refreshToken) =>
        dex.Services.GetRequiredService<IRefreshTokenStore>().FindAsync(RefreshTokenText.Decode(refreshToken).Id, Ct);

    /// <summary>Moves the token's creation and last use back in time.</summary>
    public static async Task AgeAsync(this DexServer dex, string refreshToken, TimeSpan by)
    {
        var kept = (await dex.KeptAsync(refreshToken))!;
        await using var db = await dex.Services.GetRequiredService<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        var (created, used) = (kept.CreatedAt - by, kept.LastUsedAt - by);
        await db.RefreshTokens.Where(row => row.Id == kept.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.CreatedAt, created).SetProperty(row => row.LastUsedAt, used), Ct);
    }

    /// <summary>How many refresh tokens there are.</summary>
    public static async Task<int> CountRefreshTokensAsync(this DexServer dex) =>
        (await dex.Services.GetRequiredService<IRefreshTokenStore>().ListAsync(new RefreshTokenQuery(), Ct)).Total;

    /// <summary>True when userinfo takes the access token of the answer.</summary>
    public static async Task<bool> OpensAsync(this DexServer dex, JsonElement answer)
    {
        using var userInfo = await dex.GetAsync("/userinfo", $"Bearer {answer.GetProperty("access_token").GetString()}");
        return userInfo.IsSuccessStatusCode;
    }
}
