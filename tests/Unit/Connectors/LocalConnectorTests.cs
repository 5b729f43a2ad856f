using Dex.Domain.Audit;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Domain.Users;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Connectors;

/// <summary>The password database as a connector of the real server; only the hashing costs nothing.</summary>
public sealed class LocalConnectorTests : IAsyncLifetime
{
    private const string Right = "right";
    private const string Hash = "$2a$10$33EMT0cVYVlPy6WAMCLsceLYjWhuHpbz5yuZxu/GAFj03J9Lytjuy";

    private readonly FakeTimeProvider _clock = new(Given.Now);
    private readonly CountingHasher _hasher = new(Right);
    private DexServer _dex = null!;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _dex = await StartAsync("""
        enablePasswordDB: true
        staticPasswords:
          - {email: Ada@Example.com, hash: HASH, username: ada, name: Ada Lovelace, preferredUsername: al, userID: u1, groups: [a, b], emailVerified: false}
          - {email: plain@example.com, hash: HASH, username: plain, userID: u2}
          - {email: cheap@example.com, hash: CHEAP, userID: u3}
          - {email: dear@example.com, hash: DEAR, userID: u4}
          - {email: nobody@example.com, hash: HASH, username: nobody}
        """);

    public ValueTask DisposeAsync() => _dex.DisposeAsync();

    [Fact]
    public async Task It_is_listed_last_as_email_and_asks_for_an_address()
    {
        var listed = await _dex.Services.GetRequiredService<IConnectorDirectory>().ListAsync(Ct);

        Assert.Equal(new ConnectorDescription("local", "local", "Email"), Assert.Single(listed));
        Assert.Equal("E-mail address", (await LocalAsync()).Prompt);
    }

    [Fact]
    public async Task The_right_password_tells_all_that_the_account_says()
    {
        var login = await LoginAsync(" ADA@example.com ", Right);

        Assert.False(login.Failed);
        var claims = login.Value.Claims;
        Assert.Equal(("u1", "Ada Lovelace", "al"), (claims.UserId, claims.Username, claims.PreferredUsername));
        Assert.Equal(["a", "b"], claims.Groups);
        Assert.False(claims.EmailVerified);
        Assert.Equal("ada@example.com", claims.Email, ignoreCase: true);
        Assert.Null(login.Value.ConnectorData);
    }

    [Fact]
    public async Task Without_a_name_the_user_name_serves_and_an_address_counts_as_verified()
    {
        var claims = (await LoginAsync("plain@example.com", Right)).Value!.Claims;

        Assert.Equal(("plain", true), (claims.Username, claims.EmailVerified));
    }

    [Fact]
    public async Task Nothing_tells_an_unknown_address_from_a_wrong_password()
    {
        var wrong = await WatchAsync("plain@example.com", "wrong");
        var unknown = await WatchAsync("unknown@example.com", "wrong");

        Assert.Equal((RefusalRules.LoginWrongPassword, 1), wrong);
        Assert.Equal(wrong, unknown);
    }

    [Fact]
    public async Task An_account_that_an_administrator_locked_answers_like_a_wrong_password()
    {
        await AddAsync(new LocalUser { Email = "locked@example.com", PasswordHash = Hash, UserId = "u9", IsLocked = true });

        Assert.Equal((RefusalRules.LoginWrongPassword, 1), await WatchAsync("locked@example.com", Right));
    }

    [Theory]
    [InlineData("plain@example.com")]
    [InlineData("unknown@example.com")]
    public async Task Five_failures_lock_an_address_whether_or_not_an_account_has_it(string email)
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(RefusalRules.LoginWrongPassword, (await LoginAsync(email, "wrong")).Error!.Rule);
        }

        var locked = (await LoginAsync(email, Right)).Error!;
        Assert.Equal(RefusalRules.LoginLocked, locked.Rule);
        Assert.Equal(TimeSpan.FromMinutes(1), locked.RetryAfter);
        Assert.Single(_dex.LinesOf("login rejected for locked account"));
    }

    [Fact]
    public async Task The_lock_opens_by_itself_and_a_success_forgets_the_failures()
    {
        for (var i = 0; i < 5; i++)
        {
            await LoginAsync("plain@example.com", "wrong");
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False((await LoginAsync("plain@example.com", Right)).Failed);
        Assert.Equal(RefusalRules.LoginWrongPassword, (await LoginAsync("plain@example.com", "wrong")).Error!.Rule);
        Assert.False((await LoginAsync("plain@example.com", Right)).Failed);
    }

    [Fact]
    public async Task A_source_that_tries_many_addresses_is_told_to_wait()
    {
        for (var i = 0; i < 50; i++)
        {
            await LoginAsync($"person{i}@example.com", "wrong");
        }

        var refusal = (await LoginAsync("plain@example.com", Right)).Error!;
        Assert.Equal(RefusalRules.LimitSignIns, refusal.Rule);
        Assert.Equal(TimeSpan.FromMinutes(5), refusal.RetryAfter);
        Assert.False((await LoginAsync("plain@example.com", Right, "198.51.100.7")).Failed);
    }

    [Fact]
    public async Task A_password_beyond_72_bytes_never_matches()
    {
        await using var real = await StartAsync(
            """
            enablePasswordDB: true
            staticPasswords: [{email: plain@example.com, hash: HASH, userID: u2}]
            """,
            new CountingHasher(""));

        Assert.Equal(RefusalRules.LoginWrongPassword, (await LoginAsync("plain@example.com", Right + new string('x', 68))).Error!.Rule);
        Assert.Equal(RefusalRules.LoginWrongPassword, (await LoginAsync("plain@example.com", new string('é', 37), dex: real)).Error!.Rule);
        Assert.Equal(RefusalRules.LoginWrongPassword, (await LoginAsync("plain@example.com", new string('x', 5000))).Error!.Rule);
    }

    [Theory]
    [InlineData("cheap@example.com", "cost 4", "minimum is 10")]
    [InlineData("dear@example.com", "cost 17", "12 is recommended")]
    public async Task A_hash_too_cheap_or_too_dear_is_a_fault_of_the_server(string email, string cost, string advice)
    {
        var fault = await Assert.ThrowsAsync<ConnectorException>(() => LoginAsync(email, Right));

        Assert.Contains(cost, fault.Message, StringComparison.Ordinal);
        Assert.Contains(advice, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_signs_in_without_a_user_id() =>
        await Assert.ThrowsAsync<ConnectorException>(() => LoginAsync("nobody@example.com", Right));

    [Fact]
    public async Task A_failed_attempt_is_logged_once_with_the_name()
    {
        await LoginAsync("plain@example.com", "wrong");

        Assert.Contains("plain@example.com", Assert.Single(_dex.LinesOf("failed login attempt: Invalid credentials.")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refresh_renews_names_and_groups_and_keeps_the_rest()
    {
        var login = (await LoginAsync("ada@example.com", Right)).Value!;
        var refresh = Assert.IsAssignableFrom<IRefreshConnector>(await LocalAsync());
        var old = login with { Claims = login.Claims with { Username = "old", PreferredUsername = "old", Groups = [], EmailVerified = true } };

        var renewed = await refresh.RefreshAsync(new ConnectorScopes(true, true), old, Ct);

        Assert.Equivalent(login.Claims, renewed.Claims, strict: true);
    }

    [Theory]
    [InlineData("ada@example.com", "another")]
    [InlineData("gone@example.com", "u1")]
    public async Task A_refresh_fails_when_the_account_is_gone_or_is_another_persons(string email, string userId)
    {
        var refresh = Assert.IsAssignableFrom<IRefreshConnector>(await LocalAsync());
        var known = new UpstreamIdentity(new() { UserId = userId, Email = email });

        var fault = await Assert.ThrowsAsync<UpstreamDeniedException>(() => refresh.RefreshAsync(new ConnectorScopes(true, false), known, Ct));

        Assert.Contains("user not found", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_password_database_is_off_it_opens_for_administrators_only()
    {
        await using var dex = await StartAsync("enablePasswordDB: false");
        await AddAsync(new LocalUser { Email = "admin@example.com", PasswordHash = Hash, UserId = "u1", IsAdministrator = true }, dex);
        await AddAsync(new LocalUser { Email = "person@example.com", PasswordHash = Hash, UserId = "u2" }, dex);

        Assert.Empty(await dex.Services.GetRequiredService<IConnectorDirectory>().ListAsync(Ct));
        Assert.False((await LoginAsync("admin@example.com", Right, dex: dex)).Failed);
        Assert.Equal(RefusalRules.LoginWrongPassword, (await LoginAsync("person@example.com", Right, dex: dex)).Error!.Rule);
        Assert.Equal(2, _hasher.Verifications);
    }

    private Task<DexServer> StartAsync(string more, CountingHasher? hasher = null) => DexServer.StartAsync(new DexServerSettings
    {
        Clock = _clock,
        More = more
            .Replace("HASH", Hash, StringComparison.Ordinal)
            .Replace("CHEAP", Hash.Replace("$10$", "$04$", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("DEAR", Hash.Replace("$10$", "$17$", StringComparison.Ordinal), StringComparison.Ordinal),
        Adjust = services => services.AddSingleton<IPasswordHasher>(hasher ?? _hasher),
    });

    private Task<bool> AddAsync(LocalUser user, DexServer? dex = null) => (dex ?? _dex).Services.GetRequiredService<ILocalUserStore>()
        .AddAsync(user, AuditEntry.By(Given.Ada, Given.Now, "user.created", "user", user.Email), Ct);

    private async Task<IPasswordConnector> LocalAsync(DexServer? dex = null) => Assert.IsAssignableFrom<IPasswordConnector>(
        await (dex ?? _dex).Services.GetRequiredService<IConnectorDirectory>().OpenAsync("local", Ct));

    private async Task<Result<UpstreamIdentity>> LoginAsync(string email, string password, string address = "192.0.2.1", DexServer? dex = null) =>
        await (await LocalAsync(dex)).LoginAsync(new ConnectorScopes(false, false), new PasswordAttempt(email, password, address), Ct);

    private async Task<(RefusalRule Rule, int Verifications)> WatchAsync(string email, string password)
    {
        var before = _hasher.Verifications;
        return ((await LoginAsync(email, password)).Error!.Rule, _hasher.Verifications - before);
    }
}
