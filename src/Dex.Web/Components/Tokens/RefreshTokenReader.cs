using Dex.Domain.Clients;
using Dex.Domain.RefreshTokens;

namespace Dex.Web.Components.Tokens;

/// <summary>Reads refresh tokens together with the names of the clients that hold them.</summary>
public sealed class RefreshTokenReader(IRefreshTokenStore store, IClientStore clients)
{
    public async Task<RefreshTokenRead> ReadAsync(RefreshTokenQuery query, CancellationToken ct)
    {
        var page = await store.ListAsync(query, ct);
        return new RefreshTokenRead(page, await ClientNames.OfAsync(clients, page.Items.Select(token => token.ClientId), ct));
    }

    public async Task<int> CountAsync(RefreshTokenHolders holders, CancellationToken ct) =>
        (await store.ListAsync(new RefreshTokenQuery { Holders = holders, Count = 0 }, ct)).Total;
}

/// <summary>What the page reads.</summary>
/// <param name="Clients">The names of the clients that are still there, by id.</param>
public sealed record RefreshTokenRead(RefreshTokenPage Page, IReadOnlyDictionary<string, string> Clients);
