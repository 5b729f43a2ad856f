using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Dex.Domain.Codes;
using Dex.Domain.Protocol;

namespace Dex.Domain.Trials;

/// <summary>
/// Sign-ins that the console tries in a client's name. The code comes to the console instead of to the client: at an address that is
/// accepted only with the state of a live trial, and under a code challenge that only this process can answer.
/// </summary>
public sealed class TrialSignIns(TimeProvider clock)
{
    /// <summary>How long a person has to sign in.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, TrialSignIn> _open = new(StringComparer.Ordinal);

    /// <summary>Begins one; dispose it when nobody waits any more.</summary>
    /// <param name="redirectUri">The console's own, relative to the host.</param>
    public TrialSignIn Begin(string clientId, string redirectUri)
    {
        var now = clock.GetUtcNow();
        foreach (var (state, old) in _open)
        {
            if (old.ExpiresAt <= now)
            {
                _open.TryRemove(state, out _);
            }
        }

        var signIn = new TrialSignIn(this, clientId, redirectUri, now + Lifetime);
        _open[signIn.State] = signIn;
        return signIn;
    }

    /// <summary>True when the authorization request belongs to a live trial: this client, this address, this state, this challenge.</summary>
    public bool Accepts(string clientId, string redirectUri, string state, string codeChallenge) =>
        Find(state) is { } signIn && signIn.ClientId == clientId && signIn.RedirectUri == redirectUri && signIn.Challenge == codeChallenge;

    /// <summary>Hands the answer over, once. False when nobody waits for it.</summary>
    public bool Deliver(string state, TrialSignInAnswer answer) =>
        Find(state) is { } signIn && _open.TryRemove(new(state, signIn)) && signIn.Take(answer);

    internal void End(TrialSignIn signIn) => _open.TryRemove(signIn.State, out _);

    private TrialSignIn? Find(string state) => _open.TryGetValue(state, out var signIn) && signIn.ExpiresAt > clock.GetUtcNow() ? signIn : null;
}

/// <summary>One sign-in on trial, waiting for its answer.</summary>
public sealed class TrialSignIn : IDisposable
{
    private readonly TrialSignIns _owner;
    private readonly TaskCompletionSource<TrialSignInAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TrialSignIn(TrialSignIns owner, string clientId, string redirectUri, DateTimeOffset expiresAt) =>
        (_owner, ClientId, RedirectUri, ExpiresAt) = (owner, clientId, redirectUri, expiresAt);

    public string ClientId { get; }

    public string RedirectUri { get; }

    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Unguessable.</summary>
    public string State { get; } = RandomId.New();

    public string Nonce { get; } = RandomId.New();

    /// <summary>The <c>code_verifier</c>. Never leaves the server but in the redemption.</summary>
    public string Verifier { get; } = RandomId.New() + RandomId.New();

    public string Challenge => ProofKey.ChallengeOf(Verifier);

    /// <summary>Ends when the browser comes back; cancelled when the trial is given up.</summary>
    public Task<TrialSignInAnswer> Answer => _answer.Task;

    public void Dispose()
    {
        _owner.End(this);
        _answer.TrySetCanceled();
    }

    public override string ToString() => $"{nameof(TrialSignIn)} {{ {ClientId} }}";

    internal bool Take(TrialSignInAnswer answer) => _answer.TrySetResult(answer);
}

/// <summary>What the browser brought back: a code, or an error.</summary>
/// <param name="Code">Null when the sign-in failed. Never for a page or a log.</param>
/// <param name="Error">The <c>error</c>; null when it succeeded.</param>
/// <param name="Description">The <c>error_description</c>; empty when there is none.</param>
public sealed record TrialSignInAnswer(string? Code, string? Error, string Description)
{
    [MemberNotNullWhen(false, nameof(Code))]
    public bool Failed => Code is null;

    public override string ToString() => $"{nameof(TrialSignInAnswer)} {{ {Error ?? ParameterNames.Code} }}";
}
