using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Domain.Users;
using Dex.Infrastructure.Persistence;
using Xunit;

namespace Dex.Tests.Unit.Persistence;

public sealed class SampleDataTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_database_gets_the_samples_once()
    {
        await using var node = await StorageNode.OpenAsync(TestDatabase.Memory().Settings, ct: Ct);
        var samples = node.Get<SampleData>();

        Assert.False(await samples.ContainsSampleAsync(Ct));
        Assert.True(await samples.SeedAsync(Ct));
        Assert.False(await samples.SeedAsync(Ct));

        Assert.True(await samples.ContainsSampleAsync(Ct));
        Assert.Equal(["client_credentials"], node.Get<IServerPolicySource>().Current.ServedGrantTypes);
        var machine = await node.Get<IClientDirectory>().FindAsync("example-machine", Ct);
        using var verifier = new SecretVerifier();
        var matched = await verifier.FindSlowlyAsync(machine, "example-machine-secret", "", DateTimeOffset.MaxValue, Ct);
        Assert.True(matched!.IsWeak);
        Assert.True(machine!.IsSample);
        var app = await node.Get<IClientDirectory>().FindAsync("example-app", Ct);
        Assert.Equal(["http://127.0.0.1:5555/callback"], app!.RedirectUris);
        var administrator = await node.Get<ILocalUserStore>().FindAsync("admin@example.com", Ct);
        Assert.True(await node.Get<IPasswordHasher>().VerifyAsync(administrator!.PasswordHash, "password", Ct));
        Assert.True(administrator is { IsAdministrator: true, IsSample: true });
    }

    [Fact]
    public async Task A_database_that_holds_something_gets_none()
    {
        await using var node = await StorageNode.OpenAsync(TestDatabase.Memory().Settings, ct: Ct);
        await node.Get<IClientStore>().AddAsync(Sample.Client("app"), Sample.Entry(), Ct);

        Assert.False(await node.Get<SampleData>().SeedAsync(Ct));
        Assert.False(await node.Get<SampleData>().ContainsSampleAsync(Ct));
    }
}
