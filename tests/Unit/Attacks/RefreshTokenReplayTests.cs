using System.Data;
using System.Text;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Infrastructure.Persistence;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>RFC 9700 section 4.14, where refresh tokens are issued: what a thief can do with one, with its id, and with the database.</summary>
public sealed class RefreshTokenReplayTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(Given.Now);
    private DexServer _dex = null!;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _dex = await DexServer.StartAsync(Refreshing.Settings(clock: _clock));

    public ValueTask DisposeAsync() => _dex.DisposeAsync();

    // Whoever of the two comes second: the family ends, and the thief's tokens with it.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stolen_token_that_thief_and_owner_both_use_is_worth_nothing_afterwards(bool thiefComesFirst)
    {
        var stolen = await ConnectAsync();

        var first = await _dex.RefreshedAsync(SignInServer.Web, stolen);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("refresh_token.spent", await _dex.RefusedRefreshAsync(SignInServer.Web, stolen));

        Assert.Equal("refresh_token.unknown", await _dex.RefusedRefreshAsync(SignInServer.Web, first.RefreshToken()));
        Assert.False(await _dex.OpensAsync(first), thiefComesFirst ? "the thief's" : "the owner's");
    }

    [Fact]
    public async Task A_thief_who_is_another_client_gains_nothing_and_the_owner_loses_nothing()
    {
        var stolen = await ConnectAsync();

        foreach (var client in new[] { SignInServer.Picky, SignInServer.Native, SignInServer.Spa })
        {
            Assert.Equal("refresh_token.other_client", await _dex.RefusedRefreshAsync(client, stolen));
        }

        using var asOwner = await _dex.PostAsync("/token", [("grant_type", "refresh_token"), ("refresh_token", stolen), ("client_id", SignInServer.Web)]);
        Assert.Equal((401, "invalid_client"), await asOwner.ReadRefusalAsync());
        await _dex.RefreshedAsync(SignInServer.Web, stolen);
    }

    [Fact]
    public async Task Who_knows_the_id_alone_can_neither_refresh_nor_sign_anybody_out()
    {
        var token = await ConnectAsync();
        var id = RefreshTokenText.Decode(token).Id;
        _clock.Advance(TimeSpan.FromMinutes(1));

        foreach (var value in new[] { "", "x", RandomId.New(), RefreshTokenValue.New(RefreshTokenValue.NewKey()), RefreshTokenValue.New("") })
        {
            Assert.Equal("refresh_token.never_issued", await _dex.RefusedRefreshAsync(SignInServer.Web, StringPair.Encode(id, value)));
        }

        await _dex.RefreshedAsync(SignInServer.Web, token);
    }

    [Fact]
    public async Task A_token_in_the_address_or_the_bearer_header_does_not_count()
    {
        var token = await ConnectAsync();

        using var query = await _dex.PostAsync("/token?refresh_token=" + token, [("grant_type", "refresh_token")], DexServer.Basic(SignInServer.Web, "web-secret"));
        using var bearer = await _dex.GetAsync("/userinfo", "Bearer " + token);

        Assert.Equal("refresh_token.missing", _dex.RefusalOf(query).Rule.Id);
        Assert.Equal("bearer.invalid", _dex.RefusalOf(bearer).Rule.Id);
    }

    [Fact]
    public async Task A_stolen_database_opens_nothing()
    {
        await _dex.DisposeAsync();
        _dex = await DexServer.StartAsync(Refreshing.Settings("reuseInterval: 1h", _clock));
        var token = await ConnectAsync();
        var (id, value) = StringPair.Decode(token)!.Value;

        var texts = await EverythingAsync();

        Assert.Contains(texts, text => text.Contains(id, StringComparison.Ordinal));
        Assert.All(texts, text => Assert.All([token, value, "data 0"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
        foreach (var text in texts.Where(text => text.Length is > 0 and < 1000).Distinct(StringComparer.Ordinal))
        {
            Assert.Contains(await _dex.RefusedRefreshAsync(SignInServer.Web, text), new[] { "refresh_token.unknown", "refresh_token.never_issued" });
            Assert.Equal("refresh_token.never_issued", await _dex.RefusedRefreshAsync(SignInServer.Web, StringPair.Encode(id, text)));
        }
    }

    private async Task<string> ConnectAsync()
    {
        using var browser = BrowserWalk.At(_dex);
        await browser.OpenAsync($"/auth/{LiveUpstream.Live}" + Parameters.Asking(SignInServer.Web, Refreshing.Offline));
        using var redeemed = await _dex.RedeemAsync(SignInServer.Web, ClientAnswer.Of(browser).Code);
        return (await redeemed.ReadJsonAsync()).RefreshToken();
    }

    // Every value of the tables that a refresh token touches, bytes as the text that they would be.
    private async Task<List<string>> EverythingAsync()
    {
        await using var db = await _dex.Services.GetRequiredService<IDbContextFactory<DexDbContext>>().CreateDbContextAsync(Ct);
        await db.Database.OpenConnectionAsync(Ct);
        var texts = new List<string>();
        foreach (var table in new[] { "dex_refresh_tokens", "dex_offline_sessions", "dex_issued_tokens", "dex_authorization_codes" })
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // The names are those above.
            command.CommandText = "SELECT * FROM " + table;
#pragma warning restore CA2100
            await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default, Ct);
            while (await reader.ReadAsync(Ct))
            {
                texts.AddRange(Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{reader.GetValue(i)}"));
            }
        }

        return texts;
    }
}
