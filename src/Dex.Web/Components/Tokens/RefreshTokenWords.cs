using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Tokens;

/// <summary>Refresh tokens in words.</summary>
public static class RefreshTokenWords
{
    /// <summary>Shape, word and second line.</summary>
    public static (StatusKind Kind, string Word, string? Second) State(RefreshToken token, RefreshTokenPolicy policy, DateTimeOffset now) =>
        policy.IsExpired(token, now) ? (StatusKind.Off, "Expired", Ago.InWords(policy.ExpiryOf(token)!.Value, now))
        : policy.ExpiryOf(token) is not { } end ? (StatusKind.Ok, "Never", null)
        : (StatusKind.Ok, Ago.InWords(end, now), policy.AbsoluteExpiryOf(token) is { } last && last <= end ? "for good" : "if not used before");

    public static AnswerLine Answer(int total, ServerPolicy policy) => (total, policy.Serves(GrantTypes.RefreshToken)) switch
    {
        (0, true) => new("", "Nobody is kept signed in", ": there is no refresh token."),
        (0, false) => new("", "refresh_token is switched off", ", and there is no refresh token."),
        (_, false) => new("", "refresh_token is switched off", $", so {Amount.Of(total, "refresh token opens", "refresh tokens open")} nothing until it is on."),
        _ => new($"{Amount.Of(total, "refresh token keeps", "refresh tokens keep")} people signed in; ", EndOf(policy.File.RefreshTokens), "."),
    };

    private static string EndOf(RefreshTokenPolicy policy) => (policy.IdleLifetime > TimeSpan.Zero, policy.AbsoluteLifetime > TimeSpan.Zero) switch
    {
        (false, false) => "unused ones never end by themselves",
        (true, false) => $"one that is not used for {Ago.Length(policy.IdleLifetime)} ends",
        (false, true) => $"each ends {Ago.Length(policy.AbsoluteLifetime)} after its sign-in",
        _ => $"each ends {Ago.Length(policy.IdleLifetime)} after its last use and {Ago.Length(policy.AbsoluteLifetime)} after its sign-in",
    };
}
