using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;

namespace Dex.Tests.Unit.Fakes;

/// <summary>An upstream provider that answers what the test wants, and remembers what it was asked.</summary>
internal sealed class TestRedirectConnector(ConnectorDescription description) : IRedirectConnector
{
    public ConnectorDescription Description => description;

    public UpstreamRedirect Away { get; set; } = new("https://upstream.example/authorize?x=1");

    public UpstreamIdentity Person { get; set; } = new(GivenFlow.Jane, "upstream token");

    /// <summary>Both operations fail with it; null: they do not.</summary>
    public Exception? Failure { get; set; }

    public List<UpstreamRequest> Started { get; } = [];

    public List<UpstreamAnswer> Answers { get; } = [];

    public Task<UpstreamRedirect> StartAsync(UpstreamRequest request, CancellationToken ct)
    {
        Started.Add(request);
        return Failure is null ? Task.FromResult(Away) : Task.FromException<UpstreamRedirect>(Failure);
    }

    public Task<UpstreamIdentity> FinishAsync(UpstreamAnswer answer, CancellationToken ct)
    {
        Answers.Add(answer);
        return Failure is null ? Task.FromResult(Person) : Task.FromException<UpstreamIdentity>(Failure);
    }
}

/// <summary>A directory in which everybody's password is <see cref="Right"/>.</summary>
internal sealed class TestPasswordConnector(ConnectorDescription description) : IPasswordConnector
{
    public const string Right = "right";

    public ConnectorDescription Description => description;

    public string Prompt => "Badge number";

    public UpstreamIdentity Person { get; set; } = new(GivenFlow.Jane);

    /// <summary>What a wrong password is refused with.</summary>
    public OAuthError Refusal { get; set; } = new(RefusalRules.LoginWrongPassword);

    /// <summary>Every attempt fails with it; null: none does.</summary>
    public Exception? Failure { get; set; }

    public List<(ConnectorScopes Scopes, PasswordAttempt Attempt)> Attempts { get; } = [];

    public Task<Result<UpstreamIdentity>> LoginAsync(ConnectorScopes scopes, PasswordAttempt attempt, CancellationToken ct)
    {
        Attempts.Add((scopes, attempt));
        return Failure is not null ? Task.FromException<Result<UpstreamIdentity>>(Failure)
            : Task.FromResult<Result<UpstreamIdentity>>(attempt.Password == Right ? Person : Refusal);
    }
}

/// <summary>A connector with which nobody can sign in in a browser.</summary>
internal sealed class TestTokenConnector(ConnectorDescription description) : ITokenIdentityConnector
{
    public ConnectorDescription Description => description;

    public Task<UpstreamIdentity> IdentifyAsync(string tokenType, string token, CancellationToken ct) =>
        Task.FromResult(new UpstreamIdentity(GivenFlow.Jane));
}
