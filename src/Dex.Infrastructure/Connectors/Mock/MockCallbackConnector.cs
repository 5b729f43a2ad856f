using Dex.Domain.Claims;
using Dex.Domain.Connectors;

namespace Dex.Infrastructure.Connectors.Mock;

/// <summary>Sends the browser straight back, with a person who is always the same. For trying things out.</summary>
internal sealed class MockCallbackConnector(ConnectorDescription description) : IRedirectConnector, IRefreshConnector, ITokenIdentityConnector
{
    public ConnectorDescription Description => description;

    public Task<UpstreamRedirect> StartAsync(UpstreamRequest request, CancellationToken ct)
    {
        var separator = request.CallbackUrl.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return Task.FromResult(new UpstreamRedirect($"{request.CallbackUrl}{separator}state={Uri.EscapeDataString(request.State)}"));
    }

    public Task<UpstreamIdentity> FinishAsync(UpstreamAnswer answer, CancellationToken ct) => Task.FromResult(MockPerson.WithGroups);

    public Task<UpstreamIdentity> RefreshAsync(ConnectorScopes scopes, UpstreamIdentity known, CancellationToken ct) =>
        Task.FromResult(MockPerson.WithGroups);

    public Task<UpstreamIdentity> IdentifyAsync(string tokenType, string token, CancellationToken ct) => Task.FromResult(MockPerson.WithGroups);
}

/// <summary>The person whom both mock connectors know.</summary>
internal static class MockPerson
{
    public static PersonClaims Claims { get; } = new()
    {
        UserId = "0-385-28089-0",
        Username = "Kilgore Trout",
        Email = "kilgore@kilgore.trout",
        EmailVerified = true,
    };

    public static UpstreamIdentity WithGroups { get; } = new(Claims with { Groups = ["authors"] }, "foobar");
}
