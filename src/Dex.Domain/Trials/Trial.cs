using Dex.Domain.Claims;

namespace Dex.Domain.Trials;

/// <summary>One trial request and what the issuer explained on its way.</summary>
public sealed class Trial : IDisposable
{
    private readonly TrialSecrets _owner;

    internal Trial(TrialSecrets owner, string secret, string clientId, DateTimeOffset expiresAt) =>
        (_owner, Secret, ClientId, ExpiresAt) = (owner, secret, clientId, expiresAt);

    /// <summary>For the wire only; never for a page or a log.</summary>
    public string Secret { get; }

    public string ClientId { get; }

    public DateTimeOffset ExpiresAt { get; }

    /// <summary>What the issuer said of each claim of the access token, in order; empty before issuance.</summary>
    public ClaimTrace AccessToken { get; } = new();

    /// <summary>The same for the ID token; empty when none was issued.</summary>
    public ClaimTrace IdToken { get; } = new();

    public void Dispose() => _owner.End(this);

    public override string ToString() => $"Trial {{ {ClientId} }}";
}
