using Dex.Domain.Claims;
using Dex.Domain.Codes;

namespace Dex.Domain.Authorization;

/// <summary>Authorization requests under way. An expired one is as good as absent.</summary>
public interface IAuthorizationRequestStore
{
    Task AddAsync(AuthorizationRequest request, CancellationToken ct);

    /// <summary>Null when absent or expired.</summary>
    Task<AuthorizationRequest?> FindAsync(string id, CancellationToken ct);

    /// <summary>Keeps what the connector wants to find again. False when the request is gone.</summary>
    Task<bool> SetConnectorDataAsync(string id, string? connectorData, CancellationToken ct);

    /// <summary>Marks the request as signed in, with a new proof key. A later login replaces an earlier one. False when the request is gone.</summary>
    Task<bool> CompleteLoginAsync(string id, CompletedLogin login, CancellationToken ct);

    /// <summary>
    /// Ends the request and, in the same transaction, stores the code that answers it. False when somebody else ended it first, and then
    /// nothing is stored.
    /// </summary>
    /// <param name="proofKey">The proof key that the decision was made under; a login in between makes the call fail.</param>
    /// <param name="code">Null when the answer has no code.</param>
    Task<bool> EndAsync(string id, string proofKey, AuthorizationCode? code, CancellationToken ct);
}

/// <summary>A finished sign-in.</summary>
public sealed record CompletedLogin(PersonClaims Person, string? ConnectorData, DateTimeOffset AuthTime, string ProofKey);
