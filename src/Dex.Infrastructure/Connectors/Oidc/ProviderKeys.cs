using System.Text;
using Dex.Domain.Connectors;
using Microsoft.IdentityModel.Tokens;

namespace Dex.Infrastructure.Connectors.Oidc;

/// <summary>
/// The public keys of a provider, fetched when first needed, when a token names none of them, and after an hour, so that a key that the
/// provider took back is not trusted for ever.
/// </summary>
internal sealed class ProviderKeys(HttpClient http, string jwksUrl, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    // Whoever sends tokens with invented key ids must not make this server hammer the provider.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private volatile KeySet? _current;

    public async Task<KeySet> GetAsync(CancellationToken ct) =>
        _current is { } current && clock.GetUtcNow() - current.FetchedAt < Lifetime ? current : await FetchAsync(_current, ct);

    /// <summary>A later set than the one given; null when that one has only just been fetched.</summary>
    public async Task<KeySet?> NewerAsync(KeySet known, CancellationToken ct)
    {
        if (_current is { } current && current != known)
        {
            return current;
        }

        return clock.GetUtcNow() - known.FetchedAt < Pause ? null : await FetchAsync(known, ct);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<KeySet> FetchAsync(KeySet? known, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            if (_current is { } current && current != known)
            {
                return current;
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, jwksUrl);
            using var answer = await http.SendUpstreamAsync(request, ct);
            if (!answer.IsSuccessStatusCode)
            {
                throw new ConnectorException($"oidc: the provider's keys: its address answered {(int)answer.StatusCode}");
            }

            return _current = new KeySet(Parse(await answer.Content.ReadAsByteArrayAsync(ct)), clock.GetUtcNow());
        }
        finally
        {
            _turn.Release();
        }
    }

    private static IReadOnlyList<SecurityKey> Parse(byte[] body)
    {
        if (JsonText.TryReadObject(body) is null)
        {
            throw new ConnectorException("oidc: the provider's keys are no JSON object");
        }

        try
        {
            return [.. JsonWebKeySet.Create(Encoding.UTF8.GetString(body)).GetSigningKeys()];
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // The library throws whatever its JSON reader meets.
            throw new ConnectorException("oidc: the provider's keys cannot be read", failure);
        }
    }
}

/// <summary>The keys as they were at an instant.</summary>
internal sealed record KeySet(IReadOnlyList<SecurityKey> Keys, DateTimeOffset FetchedAt)
{
    /// <summary>A token without a key id may be signed by any; a key without one may have signed any.</summary>
    public IEnumerable<SecurityKey> For(string? keyId) =>
        Keys.Where(key => string.IsNullOrEmpty(keyId) || string.IsNullOrEmpty(key.KeyId) || key.KeyId == keyId);
}
