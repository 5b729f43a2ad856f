using System.Globalization;
using Dex.Tests.Unit.Connectors;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>RFC 9700 section 2.4 and RFC 6749 section 4.3.2: guessing at the password grant gains nothing over guessing at the password page.</summary>
public sealed class PasswordSprayingTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task One_name_is_tried_a_few_times_and_then_the_right_password_has_to_wait_too()
    {
        await using var dex = await StartAsync(SignInServer.Pass, "perAccount: 3, perAddress: 100000, window: 5m");

        var statuses = new List<int>();
        foreach (var password in new[] { "a", "b", "c", "d", "trout" })
        {
            statuses.Add((int)(await TryAsync(dex, "kilgore", password)).StatusCode);
        }

        Assert.Equal([401, 401, 401, 429, 429], statuses);
        _clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(200, (int)(await TryAsync(dex, "kilgore", "trout")).StatusCode);
    }

    [Fact]
    public async Task One_password_for_many_names_is_stopped_by_the_address()
    {
        await using var dex = await StartAsync(SignInServer.Pass, "perAccount: 100000, perAddress: 4, window: 5m");

        var statuses = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            statuses.Add((int)(await TryAsync(dex, $"person{i}", "Winter2026")).StatusCode);
        }

        Assert.Equal([401, 401, 401, 401, 429, 429], statuses);
    }

    [Fact]
    public async Task The_429_says_when_to_come_back_and_not_whether_the_name_exists()
    {
        await using var dex = await StartAsync(SignInServer.Pass, "perAccount: 1, perAddress: 100000, window: 5m");
        using var first = await TryAsync(dex, "kilgore", "wrong");
        using var second = await TryAsync(dex, "nobody", "wrong");

        using var known = await TryAsync(dex, "kilgore", "wrong");
        using var unknown = await TryAsync(dex, "nobody", "wrong");

        Assert.Equal((429, "access_denied"), await known.ReadRefusalAsync());
        Assert.Equal("limit.sign_ins", dex.RefusalOf(known).Rule.Id);
        Assert.InRange(int.Parse(known.Header("Retry-After")!, CultureInfo.InvariantCulture), 1, 300);
        Assert.Equal(
            (known.Header("Retry-After"), await known.ReadTextAsync()), (unknown.Header("Retry-After"), await unknown.ReadTextAsync()));
    }

    [Fact]
    public async Task The_page_and_the_grant_share_their_counts()
    {
        await using var dex = await StartAsync(SignInServer.Pass, "perAccount: 2, perAddress: 100000, window: 5m");
        using var browser = BrowserWalk.At(dex);
        await browser.OpenAsync("/auth/pass" + Parameters.Asking(SignInServer.Web));
        await browser.TypeAsync("kilgore", "wrong");
        using var second = await TryAsync(dex, "kilgore", "wrong");

        using var third = await TryAsync(dex, "KILGORE ", "wrong");
        await browser.TypeAsync("kilgore", "trout");

        Assert.Equal((401, 429, 429), ((int)second.StatusCode, (int)third.StatusCode, browser.Status));
    }

    [Fact]
    public async Task Accounts_lock_and_addresses_without_an_account_lock_alike()
    {
        var hasher = new CountingHasher(SignInServer.Password);
        await using var dex = await StartAsync("local", "perAccount: 100000, perAddress: 100000", hasher);

        foreach (var email in new[] { SignInServer.Ada, "none@example.com" })
        {
            for (var i = 0; i < 5; i++)
            {
                using var wrong = await TryAsync(dex, email, "wrong");
                Assert.Equal((401, "access_denied"), await wrong.ReadRefusalAsync());
            }
        }

        var before = hasher.Verifications;
        using var known = await TryAsync(dex, SignInServer.Ada, SignInServer.Password);
        using var unknown = await TryAsync(dex, "none@example.com", SignInServer.Password);

        Assert.Equal(("login.locked", 0), (dex.RefusalOf(known).Rule.Id, hasher.Verifications - before));
        Assert.Equal(
            (429, "access_denied", known.Header("Retry-After"), await known.ReadTextAsync()),
            ((int)unknown.StatusCode, (await unknown.ReadErrorAsync()).Code, unknown.Header("Retry-After"), await unknown.ReadTextAsync()));
        Assert.Equal(10, before);
    }

    // Neither limit nor lock is a price for those who know their password.
    [Fact]
    public async Task Who_is_right_is_never_slowed_down()
    {
        await using var dex = await StartAsync(SignInServer.Pass, "perAccount: 2, perAddress: 2, window: 5m");

        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(200, (int)(await TryAsync(dex, "kilgore", "trout")).StatusCode);
        }
    }

    private Task<DexServer> StartAsync(string connector, string signIns, CountingHasher? hasher = null) =>
        DexServer.StartAsync(GrantServer.Through(connector) with
        {
            Clock = _clock,
            Limits = $"clientAuthentication: {{perClient: 100000, perAddress: 100000}}\nconsoleSignIn: {{{signIns}}}",
            Adjust = services =>
            {
                GrantServer.Settings.Adjust!(services);
                if (hasher is not null)
                {
                    services.AddSingleton<Domain.Users.IPasswordHasher>(hasher);
                }
            },
        });

    private static Task<HttpResponseMessage> TryAsync(DexServer dex, string username, string password) =>
        dex.PasswordAsync(SignInServer.Web, ("username", username), ("password", password));
}
