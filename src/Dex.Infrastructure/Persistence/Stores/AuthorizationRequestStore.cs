using Dex.Domain.Authorization;
using Dex.Domain.Claims;
using Dex.Domain.Codes;
using Dex.Infrastructure.Persistence.Configurations;
using Dex.Infrastructure.Persistence.Conventions;
using Dex.Infrastructure.Persistence.Encryption;
using Dex.Infrastructure.Persistence.Rows;
using Microsoft.EntityFrameworkCore;

namespace Dex.Infrastructure.Persistence.Stores;

/// <summary>Authorization requests. Steps change single columns of a row that is still there, and whoever deletes the row has ended the request.</summary>
public sealed class AuthorizationRequestStore(StoreAccess access, SealedText secrets, TimeProvider clock) : IAuthorizationRequestStore
{
    public async Task AddAsync(AuthorizationRequest request, CancellationToken ct)
    {
        var row = Write(request);
        var added = await access.WriteAsync(
            (db, _) =>
            {
                db.AuthorizationRequests.Add(row);
                return Task.FromResult(true);
            },
            ct);
        if (!added)
        {
            throw new InvalidOperationException("There is an authorization request with this id.");
        }
    }

    public async Task<AuthorizationRequest?> FindAsync(string id, CancellationToken ct)
    {
        if (!IsPossible(id))
        {
            return null;
        }

        var row = await access.ReadAsync((db, token) => Live(db, id).AsNoTracking().SingleOrDefaultAsync(token), ct);
        return row is null ? null : Read(row);
    }

    public async Task<bool> SetConnectorDataAsync(string id, string? connectorData, CancellationToken ct)
    {
        var data = secrets.Seal(connectorData, DataPlace(id));
        return IsPossible(id) && await access.WriteAsync(
            async (db, token) => await Live(db, id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ConnectorData, data), token) == 1, ct);
    }

    public async Task<bool> CompleteLoginAsync(string id, CompletedLogin login, CancellationToken ct)
    {
        var person = JsonColumn.Write(login.Person);
        var data = secrets.Seal(login.ConnectorData, DataPlace(id));
        var proofKey = secrets.Seal(login.ProofKey, ProofPlace(id));
        var proofKeyHash = KeyText.HashOf(login.ProofKey);
        return IsPossible(id) && await access.WriteAsync(
            async (db, token) => await Live(db, id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Person, person)
                    .SetProperty(row => row.ConnectorData, data)
                    .SetProperty(row => row.AuthTime, login.AuthTime)
                    .SetProperty(row => row.ProofKey, proofKey)
                    .SetProperty(row => row.ProofKeyHash, proofKeyHash),
                token) == 1,
            ct);
    }

    public async Task<bool> EndAsync(string id, string proofKey, AuthorizationCode? code, CancellationToken ct)
    {
        var proofKeyHash = KeyText.HashOf(proofKey);
        var answer = code is null ? null : AuthorizationCodeStore.Write(code, secrets);
        return IsPossible(id) && await access.WriteAsync(
            async (db, token) =>
            {
                if (await Live(db, id).Where(row => row.ProofKeyHash == proofKeyHash).ExecuteDeleteAsync(token) == 0)
                {
                    return false;
                }

                if (answer is not null)
                {
                    db.AuthorizationCodes.Add(answer);
                }

                return true;
            },
            ct);
    }

    private static bool IsPossible(string id) => KeyText.IsRandomId(id, KeyLengths.RandomId);

    private static string DataPlace(string id) => "authorization-request-data:" + id;

    private static string ProofPlace(string id) => "authorization-request-proof:" + id;

    private IQueryable<AuthorizationRequestRow> Live(DexDbContext db, string id)
    {
        var now = clock.GetUtcNow();
        return db.AuthorizationRequests.Where(row => row.Id == id && row.ExpiresAt > now);
    }

    private AuthorizationRequestRow Write(AuthorizationRequest request) => new()
    {
        Id = request.Id,
        Json = JsonColumn.Write(request with { ProofKey = "", ConnectorData = null, Person = null, AuthTime = null }),
        Person = request.Person is null ? null : JsonColumn.Write(request.Person),
        AuthTime = request.AuthTime,
        ConnectorData = secrets.Seal(request.ConnectorData, DataPlace(request.Id)),
        ProofKey = secrets.Seal(request.ProofKey, ProofPlace(request.Id)),
        ProofKeyHash = KeyText.HashOf(request.ProofKey),
        ExpiresAt = request.ExpiresAt,
    };

    private AuthorizationRequest Read(AuthorizationRequestRow row) => JsonColumn.Read<AuthorizationRequest>(row.Json) with
    {
        ProofKey = secrets.Open(row.ProofKey, ProofPlace(row.Id)),
        ConnectorData = secrets.Open(row.ConnectorData, DataPlace(row.Id)),
        Person = row.Person is null ? null : JsonColumn.Read<PersonClaims>(row.Person),
        AuthTime = row.AuthTime,
        ExpiresAt = row.ExpiresAt,
    };
}
