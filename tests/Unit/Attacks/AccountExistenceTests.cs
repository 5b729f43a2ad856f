using System.Text.RegularExpressions;
using Dex.Domain.Audit;
using Dex.Domain.Users;
using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Connectors;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// Nothing tells whether an account exists (OWASP ASVS 5.0, 6.3.8): at the password page of an application and at the console's, whatever
/// is wrong looks the same, costs the same and locks the same.
/// </summary>
public sealed partial class AccountExistenceTests(PostgreSqlFixture postgreSql) : IAsyncLifetime
{
    // Of one length, so that pages that repeat what was typed have one length, too.
    private const string Known = "jane@example.com";
    private const string Unknown = "none@example.com";
    private const string Locked = "lock@example.com";
    private const string Barred = "barr@example.com";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private readonly CountingHasher _hasher = new("password");
    private readonly PlainBrowser _browser = new();
    private DexServer _dex = null!;

    public async ValueTask InitializeAsync() => _dex = await StartAsync(AttackedServer.Settings(_hasher));

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _dex.DisposeAsync();
        PostgreSqlStorage.LetGo();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wrong_password_an_unknown_address_and_a_locked_account_look_alike_and_cost_alike(bool atConsole)
    {
        var form = await FormAsync(_dex, atConsole);

        var wrong = await TryAsync(form, Known, "wrong");
        var unknown = await TryAsync(form, Unknown, "wrong");
        var locked = await TryAsync(form, Locked, "password");
        var unknownAgain = await TryAsync(form, Unknown, "password");

        Assert.Equal((401, 1), (wrong.Status, wrong.Verifications));
        Assert.Equal(wrong, unknown);
        Assert.Equal(wrong, locked);
        Assert.Equal(wrong, unknownAgain);
    }

    [Fact]
    public async Task Where_only_administrators_have_accounts_everybody_else_has_none()
    {
        await using var dex = await StartAsync(AttackedServer.Settings(_hasher) with { More = "console: {}" });
        await AddAsync(dex, Given.LocalUser("root@example.com") with { IsAdministrator = true });
        var form = await FormAsync(dex, atConsole: true);

        var wrong = await TryAsync(form, "root@example.com", "wrong");
        var barred = await TryAsync(form, Barred, "password");
        var unknown = await TryAsync(form, Unknown, "password");

        Assert.Equal((401, 1), (wrong.Status, wrong.Verifications));
        Assert.Equal(wrong, barred);
        Assert.Equal(wrong, unknown);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Known_and_unknown_addresses_are_locked_after_as_many_failures_for_as_long(bool atConsole)
    {
        var form = await FormAsync(_dex, atConsole);
        for (var failure = 0; failure < 8; failure++)
        {
            var known = await TryAsync(form, Known, "wrong");
            var unknown = await TryAsync(form, Unknown, "wrong");
            var locked = await TryAsync(form, Locked, "wrong");

            Assert.Equal(failure < 5 ? (401, 1) : (429, 0), (known.Status, known.Verifications));
            Assert.Equal(known, unknown);
            Assert.Equal(known, locked);
        }

        Assert.Equal(429, (await TryAsync(form, Known, "password")).Status);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(await TryAsync(form, Known, "wrong"), await TryAsync(form, Unknown, "wrong"));
        Assert.Equal((await TryAsync(form, Known, "wrong")).RetryAfter, (await TryAsync(form, Unknown, "wrong")).RetryAfter);
    }

    [Fact]
    public async Task A_lock_stands_on_every_node_and_after_a_restart_whether_or_not_anybody_has_the_address()
    {
        var settings = AttackedServer.Settings(_hasher) with { Storage = await postgreSql.CreateStorageAsync() };
        await using var first = await StartAsync(settings);
        await using var second = await StartAsync(settings with { Issuer = first.Issuer });
        var (here, there) = (await FormAsync(first, atConsole: false), await FormAsync(second, atConsole: false));
        foreach (var email in new[] { Known, Unknown })
        {
            for (var failure = 0; failure < 5; failure++)
            {
                Assert.Equal(401, (await TryAsync(failure % 2 == 0 ? here : there, email, "wrong")).Status);
            }
        }

        Assert.Equal((429, 0), await StandingAsync(there, Known));
        Assert.Equal((429, 0), await StandingAsync(there, Unknown));
        Assert.Equal((429, 0), await StandingAsync(here, Unknown));
    }

    private async Task<(int Status, int Verifications)> StandingAsync(HtmlForm form, string email)
    {
        var attempt = await TryAsync(form, email, "wrong");
        return (attempt.Status, attempt.Verifications);
    }

    private async Task<DexServer> StartAsync(DexServerSettings settings)
    {
        var dex = await DexServer.StartAsync(settings with { Clock = _clock });
        await AddAsync(dex, Given.LocalUser(Locked) with { IsLocked = true });
        await AddAsync(dex, Given.LocalUser(Barred));
        return dex;
    }

    private static Task<bool> AddAsync(DexServer dex, LocalUser user) => dex.Services.GetRequiredService<ILocalUserStore>().AddAsync(
        user, AuditEntry.By(Given.Ada, Given.Now, "user.created", "user", user.Email), Xunit.TestContext.Current.CancellationToken);

    private async Task<HtmlForm> FormAsync(DexServer dex, bool atConsole) =>
        (await _browser.FollowAsync(atConsole ? EveryAnswer.Console(dex, "/sign-in") : Asking.Of("app", "local").At(dex))).Forms[0];

    private async Task<Attempt> TryAsync(HtmlForm form, string email, string password)
    {
        var before = _hasher.Verifications;
        var page = await _browser.SubmitAsync(form, ("login", email), ("password", password));
        var headers = page.Headers.Where(header => header.Key.ToUpperInvariant() is not ("X-REQUEST-ID" or "DATE" or "CONTENT-LENGTH"))
            .Select(header => $"{header.Key}: {Random().Replace(header.Value, "")}").Order(StringComparer.Ordinal);
        return new Attempt(
            page.Status, _hasher.Verifications - before, page.Header("Retry-After"), string.Join('\n', headers),
            Random().Replace(page.Body, "").Replace(email, "", StringComparison.Ordinal));
    }

    // What differs from one answer to the next whoever asks; some of it needs an escape, so that the length differs too.
    [GeneratedRegex("nonce=\"[^\"]*\"|'nonce-[^']*'")]
    private static partial Regex Random();

    private sealed record Attempt(int Status, int Verifications, string? RetryAfter, string Headers, string Body);
}
