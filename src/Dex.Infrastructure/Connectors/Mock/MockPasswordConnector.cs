using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Infrastructure.Connectors.Mock;

/// <summary>One person with one password, both from the file. For trying things out.</summary>
internal sealed class MockPasswordConnector(ConnectorDescription description, string username, string password)
    : IPasswordConnector, IRefreshConnector
{
    private static readonly UpstreamIdentity Person = new(MockPerson.Claims, """{"test": "true"}""");

    public ConnectorDescription Description => description;

    public string Prompt => "";

    public Task<Result<UpstreamIdentity>> LoginAsync(ConnectorScopes scopes, PasswordAttempt attempt, CancellationToken ct)
    {
        var isRight = AreEqual(attempt.Username, username) & AreEqual(attempt.Password, password);
        return Task.FromResult<Result<UpstreamIdentity>>(
            isRight ? Person : new OAuthError(RefusalRules.LoginWrongPassword, received: attempt.Username));
    }

    public Task<UpstreamIdentity> RefreshAsync(ConnectorScopes scopes, UpstreamIdentity known, CancellationToken ct) => Task.FromResult(known);

    // Hashes, because the comparison tells the length of what it compares.
    private static bool AreEqual(string given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));
}
