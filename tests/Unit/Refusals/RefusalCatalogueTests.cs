using System.Net;
using System.Text;
using Dex.Domain.Keys;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Refusals;

/// <summary>Walks the catalogue: each rule is triggered over HTTP, and what the caller, the log and the console learn is compared with it.</summary>
public sealed class RefusalCatalogueTests : IAsyncLifetime
{
    private static readonly Dictionary<string, Func<RefusalCatalogueTests, Task<HttpResponseMessage>>> Triggers = new(StringComparer.Ordinal)
    {
        ["request.foreign_host"] = test => test.ForeignHostAsync(),
        ["request.method"] = test => test.Dex.GetAsync("/token"),
        ["request.malformed_form"] = test => test.BodyAsync("/token", "a=%zz"),
        ["request.too_large"] = test => test.BodyAsync("/token", new string('a', 100_000)),
        ["request.empty_body"] = test => test.BodyAsync("/token/introspect", ""),
        ["request.token_missing"] = test => test.BodyAsync("/token/introspect", "a=b"),
        ["request.malformed_client_id"] = test => test.UserInfoAsync("%zz:b"),
        ["request.malformed_client_secret"] = test => test.UserInfoAsync("batch:%zz"),
        ["grant.missing"] = test => test.BodyAsync("/token", "a=b"),
        ["grant.unknown"] = test => test.BodyAsync("/token", "grant_type=magic"),
        ["grant.disabled_by_server"] = test => test.BodyAsync("/token", "grant_type=password"),
        ["grant.disabled_by_client"] = test => test.Dex.TokenAsync(StandardClients.Narrow),
        ["client.missing"] = test => test.BodyAsync("/token", "grant_type=client_credentials"),
        ["client.unknown"] = test => test.Dex.TokenAsAsync("nobody", "x"),
        ["client.secret_missing"] = test => test.Dex.TokenAsAsync("batch", ""),
        ["client.secret_mismatch"] = test => test.Dex.TokenAsAsync("batch", "wrong"),
        ["client.secret_expired"] = test => test.Dex.TokenAsAsync("many", "dxs_old"),
        ["client.secret_not_yet_valid"] = test => test.Dex.TokenAsAsync("many", "dxs_early"),
        ["client.secret_deactivated"] = test => test.Dex.TokenAsAsync("many", "dxs_dead"),
        ["client.has_no_secret"] = test => test.Dex.TokenAsAsync("bare", "x"),
        ["client.disabled"] = test => test.Dex.TokenAsync(StandardClients.Off),
        ["client.public_for_machines"] = test => test.BodyAsync("/token", "grant_type=client_credentials&client_id=site"),
        ["client.public_for_introspection"] = test => test.BodyAsync("/token/introspect", "token=x&client_id=site"),
        ["scope.not_for_machines"] = test => test.Dex.TokenAsync(StandardClients.Batch, "offline_access"),
        ["scope.too_many"] = test => test.Dex.TokenAsync(StandardClients.Batch, string.Join(' ', Enumerable.Repeat("openid", 101))),
        ["scope.unknown"] = test => test.Dex.TokenAsync(StandardClients.Batch, "bogus"),
        ["audience.untrusted"] = test => test.Dex.TokenAsync(StandardClients.Batch, "audience:server:client_id:vault"),
        ["bearer.missing"] = test => test.Dex.GetAsync("/userinfo"),
        ["bearer.invalid"] = test => test.Dex.GetAsync("/userinfo", "Bearer x"),
        ["bearer.wrong_purpose"] = test => test.Dex.GetAsync("/userinfo", "Bearer " + ForgedToken.ByItsKey(test.Dex, "logout+jwt")),
        ["login.forged"] = test => test._session.PostForgedAsync("/sign-out"),
        ["login.wrong_password"] = test => test._session.SignInAsync(ConsoleSession.Administrator, "wrong"),
        ["login.not_administrator"] = test => test._session.SignInAsync(ConsoleSession.Stranger, "password"),
        ["login.locked"] = test => RepeatedAsync(6, () => test._session.SignInAsync("locked@example.com", "wrong")),
        ["login.setup_link_dead"] = test => test._session.GetAsync("/first-administrator?token=x"),
        ["limit.sign_ins"] = test => test.OnAsync(
            new DexServerSettings { More = ConsoleSession.Yaml, Limits = "consoleSignIn: {perAccount: 1}" },
            async dex =>
            {
                using var session = new ConsoleSession(dex);
                return await RepeatedAsync(2, () => session.SignInAsync(ConsoleSession.Stranger, "wrong"));
            }),
        ["limit.failures_per_client"] = test => test.OnAsync(
            new DexServerSettings { Limits = "clientAuthentication: {perClient: 1}" },
            dex => RepeatedAsync(2, () => dex.TokenAsAsync("batch", "wrong"))),
        ["limit.failures_per_address"] = test => test.OnAsync(
            new DexServerSettings { Limits = "clientAuthentication: {perAddress: 1}" },
            dex => RepeatedAsync(2, () => dex.TokenAsAsync("nobody", "wrong"))),
        ["server.overloaded"] = test => test.OnAsync(new DexServerSettings(), FirstOverloadedAsync),
        ["server.storage_unavailable"] = test => test.FailingAsync(new StorageUnavailableException("The database is gone.")),
        ["server.fault"] = test => test.FailingAsync(new InvalidOperationException("A bug.")),
        ["server.signing_failed"] = test => test.OnAsync(
            new DexServerSettings { Adjust = services => services.AddSingleton<ISigner>(new PlainSigner { IsBroken = true }) },
            dex => dex.TokenAsync(StandardClients.Batch)),
    };

    private readonly TemporaryFolder _folder = new();
    private readonly List<DexServer> _servers = [];
    private ConsoleSession _session = null!;

    public static TheoryData<string> Rules => [.. RefusalRules.All.Select(rule => rule.Id)];

    private DexServer Dex => _servers[^1];

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _servers.Add(await DexServer.StartAsync(new DexServerSettings { More = ConsoleSession.Yaml }));
        _session = new ConsoleSession(Dex);
        await Dex.AddAsync(Given.Client("bare"));
        await Dex.AddAsync(Given.Client("many",
            Given.Secret("dxs_old", "old") with { ExpiresAt = Given.Now },
            Given.Secret("dxs_early", "early") with { NotBefore = DateTimeOffset.MaxValue.AddYears(-1000) },
            Given.Secret("dxs_dead", "dead") with { DeactivatedAt = Given.Now }));
    }

    public async ValueTask DisposeAsync()
    {
        _session.Dispose();
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Every_rule_refuses_over_http_and_leaves_its_name_in_the_record_and_in_the_log(string id)
    {
        var rule = RefusalRules.Find(id)!;
        Assert.True(Triggers.ContainsKey(id), $"No request is known that triggers {id}.");

        using var answer = await Triggers[id](this);

        Assert.Equal(rule.Status, (int)answer.StatusCode);
        if (answer.Header("Content-Type") == "application/json")
        {
            Assert.Equal(rule.Code, (await answer.ReadErrorAsync()).Code);
        }
        else
        {
            Assert.StartsWith("login.", id.Replace("limit.sign_ins", "login.", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        Assert.Equal(rule, Dex.RefusalOf(answer).Rule);
        Assert.Contains(Dex.Log.Of(answer.RequestId()), line => line.TryGetProperty("rule", out var logged) && logged.GetString() == id);
        if (rule.Status is 429 or 503)
        {
            Assert.InRange(int.Parse(answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 1, 3600);
        }
    }

    [Fact]
    public void No_request_is_kept_for_a_rule_that_is_gone() => Assert.Empty(Triggers.Keys.Except(RefusalRules.All.Select(rule => rule.Id)));

    private async Task<HttpResponseMessage> BodyAsync(string route, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded");
        return await Dex.SendAsync(HttpMethod.Post, route, null, content);
    }

    private Task<HttpResponseMessage> UserInfoAsync(string userInfo) =>
        Dex.PostAsync("/token", DexServer.TokenForm(), "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(userInfo)));

    private async Task<HttpResponseMessage> OnAsync(DexServerSettings settings, Func<DexServer, Task<HttpResponseMessage>> ask)
    {
        _servers.Add(await DexServer.StartAsync(settings));
        return await ask(Dex);
    }

    private async Task<HttpResponseMessage> ForeignHostAsync()
    {
        _servers.Add(await DexServer.StartSampleAsync(_folder.Path));
        using var request = new HttpRequestMessage(HttpMethod.Get, Dex.At("/keys")) { Headers = { Host = "evil.example.com" } };
        return await Dex.Http.SendAsync(request, Ct);
    }

    private Task<HttpResponseMessage> FailingAsync(Exception failure)
    {
        var freshness = new FailingFreshness();
        return OnAsync(
            new DexServerSettings { Adjust = services => services.AddSingleton<ISnapshotFreshness>(freshness) },
            dex =>
            {
                freshness.Failure = failure;
                return dex.TokenAsync(StandardClients.Batch);
            });
    }

    private static async Task<HttpResponseMessage> RepeatedAsync(int times, Func<Task<HttpResponseMessage>> ask)
    {
        for (var i = 1; i < times; i++)
        {
            using var early = await ask();
        }

        return await ask();
    }

    // More wrong secrets at once than may wait; the first that is turned away ends the others.
    private static async Task<HttpResponseMessage> FirstOverloadedAsync(DexServer dex)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var found = new TaskCompletionSource<HttpResponseMessage>();
        var asked = Enumerable.Range(0, 400).Select(async _ =>
        {
            using var form = new FormUrlEncodedContent(DexServer.TokenForm(null, ("client_id", "x")).Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
            try
            {
                var answer = await dex.Http.PostAsync(dex.At("/token"), form, enough.Token);
                if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || !found.TrySetResult(answer))
                {
                    answer.Dispose();
                }
            }
            catch (OperationCanceledException)
            {
                // Another one was the first.
            }
        }).ToList();
        var first = await found.Task.WaitAsync(TimeSpan.FromSeconds(30), Ct);
        await enough.CancelAsync();
        await Task.WhenAll(asked);
        return first;
    }
}
