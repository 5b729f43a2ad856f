using Dex.Domain.Administration;
using Dex.Domain.Users;
using Dex.Tests.Unit.Persistence;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Administration;

public sealed class FirstAdministratorTests
{
    private const string Password = "correct horse battery";

    private readonly FakeTimeProvider _clock = new(Sample.Start);

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_link_makes_one_administrator_and_is_dead_then()
    {
        await using var node = await OpenAsync();
        var first = First(node);
        var token = (await first.TryCreateLinkAsync(Ct))!;
        Assert.Null(await first.TryCreateLinkAsync(Ct));

        var made = await first.CreateAsync(token, " Ada@Example.com ", "Ada", Password, "127.0.0.1", Ct);
        var again = await first.CreateAsync(token, "eve@example.com", "Eve", Password, "127.0.0.1", Ct);

        Assert.True(made.Value is { Email: "ada@example.com", IsAdministrator: true });
        Assert.Equal("missing", Assert.Single(again.Refusals).Code);
        Assert.Null(await node.Get<ILocalUserStore>().FindAsync("eve@example.com", Ct));
        Assert.False(await first.IsLiveAsync(token, Ct));
        Assert.Null(await first.TryCreateLinkAsync(Ct));
    }

    [Theory]
    [InlineData("", Password, "email")]
    [InlineData("ada", Password, "email")]
    [InlineData("a da@example.com", Password, "email")]
    [InlineData("ada@example.com", "elevenchars", "password")]
    [InlineData("ada@example.com", "0123456789012345678901234567890123456789012345678901234567890123456789012", "password")]
    public async Task What_is_typed_wrongly_is_told_beside_its_field_and_leaves_the_link_alive(string email, string password, string property)
    {
        await using var node = await OpenAsync();
        var first = First(node);
        var token = (await first.TryCreateLinkAsync(Ct))!;

        var made = await first.CreateAsync(token, email, "", password, "", Ct);

        Assert.Equal(("invalid", property), (made.Refusals[0].Code, made.Refusals[0].Property));
        Assert.True(await first.IsLiveAsync(token, Ct));
    }

    [Fact]
    public async Task A_link_lives_an_hour_and_makes_room_for_the_next()
    {
        await using var node = await OpenAsync();
        var first = First(node);
        var token = (await first.TryCreateLinkAsync(Ct))!;

        _clock.Advance(FirstAdministrator.LinkLifetime);

        Assert.Equal("missing", (await first.CreateAsync(token, "ada@example.com", "", Password, "", Ct)).Refusals[0].Code);
        Assert.NotNull(await first.TryCreateLinkAsync(Ct));
    }

    [Fact]
    public async Task Where_the_file_names_an_administrator_there_is_no_link()
    {
        await using var node = await OpenAsync();

        Assert.Null(await First(node, new AdministratorEntry("local", "ada@example.com", "")).TryCreateLinkAsync(Ct));
    }

    private Task<StorageNode> OpenAsync() => StorageNode.OpenAsync(TestDatabase.Memory().Settings, _clock, ct: Ct);

    private FirstAdministrator First(StorageNode node, params AdministratorEntry[] entries) => new(
        node.Get<ISetupLinkStore>(), node.Get<ILocalUserStore>(), node.Get<IPasswordHasher>(), new AdministratorList([.. entries]), _clock);
}
