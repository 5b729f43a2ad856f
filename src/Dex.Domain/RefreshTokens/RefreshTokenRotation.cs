using System.Diagnostics;
using Dex.Domain.Clients;
using Dex.Domain.Connectors;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Tokens;
using Dex.Domain.Trials;

namespace Dex.Domain.RefreshTokens;

/// <summary>A refresh that has passed every gate.</summary>
/// <param name="Text">The refresh token as it was sent.</param>
/// <param name="Connector">The opened connector of the sign-in.</param>
/// <param name="Scopes">Of the tokens that are wanted: those of the refresh token, or fewer.</param>
public sealed record RefreshRequest(string Text, Client Client, IConnector Connector, IReadOnlyList<string> Scopes)
{
    /// <summary>Set for a trial.</summary>
    public Trial? Trial { get; init; }

    /// <summary>Keeps the token out of logs and exception texts.</summary>
    public override string ToString() => nameof(RefreshRequest);
}

/// <summary>
/// Refreshes (protocol 5.4.5): one request at a time takes the turn, asks the connector, signs, and completes the turn; what fails before
/// that leaves the refresh token as it was. No transaction is open meanwhile. Others wait for the turn's outcome where the policy lets them
/// share it, and are refused where it does not. Waiting takes real time, whatever a clock says: it is for others to get done.
/// </summary>
public sealed class RefreshTokenRotation(
    RefreshTokenAdmission admission, ConnectorRefresh upstream, IRefreshTokenStore tokens, PersonTokenIssuer issuer, IServerPolicySource policies,
    TimeProvider clock)
{
    /// <summary>Longer than <see cref="ConnectorRefresh.Limit"/> and what comes after it; whoever dies in the middle holds the token up for that long.</summary>
    public static TimeSpan TurnLength { get; } = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(400);

    /// <param name="admitted">As the token was when it was let in.</param>
    public async Task<Result<TokenResponse>> RefreshAsync(RefreshRequest request, JudgedRefreshToken admitted, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(admitted);
        var begun = Stopwatch.GetTimestamp();
        var pause = FirstPause;
        var judged = admitted;
        while (true)
        {
            var policy = policies.Current.File.RefreshTokens;
            var token = judged.Token!;
            if (judged.Standing == RefreshTokenStanding.Previous || policy.IsRecent(token, clock.GetUtcNow()) || token.LastUsedAt != admitted.Token!.LastUsedAt)
            {
                return await RepeatAsync(request, judged, ct);
            }

            var turn = RandomId.New();
            if (await tokens.TryTakeTurnAsync(token.Id, token.ValueHash, turn, clock.GetUtcNow() + TurnLength, ct))
            {
                return await TakeTurnAsync(request, judged, policy, turn);
            }

            var isShared = policy.ReuseInterval > TimeSpan.Zero || !policy.Rotates;
            if (isShared && Stopwatch.GetElapsedTime(begun) > Patience)
            {
                return new OAuthError(RefreshTokenRules.WaitedTooLong, "Try again.", received: token.ConnectorId) { RetryAfter = TimeSpan.FromSeconds(1) };
            }

            if (isShared)
            {
                await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), ct);
                pause = pause < LongestPause ? pause * 2 : LongestPause;
            }

            var again = await admission.AdmitAsync(request.Text, request.Client, ct);
            if (again.Failed || !isShared)
            {
                return again.Error ?? InUse(token);
            }

            judged = again.Value;
        }
    }

    private static OAuthError InUse(RefreshToken token) => new(
        RefreshTokenRules.BeingRefreshed, "The refresh token is in use.", "one request at a time", $"another one with {token.Id}");

    // An honest retry, or one of several at the same moment: told what is so already.
    private async Task<Result<TokenResponse>> RepeatAsync(RefreshRequest request, JudgedRefreshToken judged, CancellationToken ct)
    {
        var token = judged.Token!;
        var reserved = issuer.Reserve(request.Client);
        var issued = await issuer.IssueAsync(IssuanceOf(request, token, token.Person, reserved), ct);
        if (issued.Failed)
        {
            return issued.Error;
        }

        return await tokens.NoteIssuedAsync(token.Id, [reserved.AccessToken, reserved.IdToken], ct)
            ? Answer(issued.Value, token, judged.Standing == RefreshTokenStanding.Current ? judged.Value : token.CurrentValue!)
            : RefreshTokenAdmission.Gone();
    }

    // Not given up when the caller hangs up: what the connector gave is kept, or the person would have to sign in again.
    private async Task<Result<TokenResponse>> TakeTurnAsync(RefreshRequest request, JudgedRefreshToken judged, RefreshTokenPolicy policy, string turn)
    {
        var token = judged.Token!;
        var isOver = false;
        try
        {
            var fresh = await upstream.AskAsync(request.Connector, token);
            if (fresh.Failed)
            {
                return fresh.Error;
            }

            var reserved = issuer.Reserve(request.Client);
            var issued = await issuer.IssueAsync(IssuanceOf(request, token, fresh.Value.Claims, reserved), CancellationToken.None);
            if (issued.Failed)
            {
                return issued.Error;
            }

            var value = policy.Rotates ? RefreshTokenValue.New(token.FamilyKey) : judged.Value;
            var refreshed = new Refreshed(
                fresh.Value.Claims,
                RefreshTokenValue.HashOf(value),
                policy.Rotates ? token.ValueHash : "",
                policy.ReuseInterval > TimeSpan.Zero ? value : null,
                fresh.Value.ConnectorData,
                clock.GetUtcNow(),
                [reserved.AccessToken, reserved.IdToken]);
            isOver = true;
            if (await tokens.CompleteAsync(token.Id, turn, refreshed, CancellationToken.None))
            {
                return Answer(issued.Value, token, value);
            }
        }
        finally
        {
            if (!isOver)
            {
                await tokens.GiveUpTurnAsync(token.Id, turn, CancellationToken.None);
            }
        }

        return (await admission.AdmitAsync(request.Text, request.Client, CancellationToken.None)).Error ?? InUse(token);
    }

    // No authentication time, as in dex: nobody has authenticated, and without sessions nothing vouches for who still is signed in.
    private static PersonIssuance IssuanceOf(RefreshRequest request, RefreshToken token, Claims.PersonClaims person, ReservedTokens reserved) =>
        new(request.Client, person, token.ConnectorId, request.Scopes)
        {
            Nonce = token.Nonce,
            Trial = request.Trial,
            AccessTokenId = reserved.AccessToken.Id,
            IdTokenId = reserved.IdToken.Id,
        };

    private static TokenResponse Answer(PersonTokens issued, RefreshToken token, string value) => new(issued.AccessToken!, issued.Lifetime)
    {
        IdToken = issued.IdToken,
        RefreshToken = new RefreshTokenText(token.Id, value).Encode(),
    };
}
