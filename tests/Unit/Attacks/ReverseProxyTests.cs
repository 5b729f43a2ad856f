using System.Collections.Concurrent;
using Dex.Domain.Connectors;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Attacks;

/// <summary>
/// RFC 9700 section 4.13, TLS terminating reverse proxies: what a proxy would say by a header counts for nothing when a stranger says it.
/// </summary>
public sealed class ReverseProxyTests(AttackedServer server) : AttackTest(server)
{
    private static readonly (string Name, string Value)[] Lies =
    [
        ("Host", "evil.example"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "gopher"), ("X-Forwarded-Prefix", "/evil"),
        ("X-Forwarded-For", "203.0.113.66"), ("X-Real-IP", "203.0.113.66"), ("Forwarded", "for=203.0.113.66;host=evil.example;proto=gopher"),
        ("X-Original-URL", "/evil"), ("X-Rewrite-URL", "/evil"), ("X-HTTP-Method-Override", "PUT"), ("X-Remote-User", "ada"),
        ("X-Request-Id", "evil"), ("X-Original-Host", "evil.example"),
    ];

    [Fact]
    public async Task No_address_that_the_server_says_follows_a_strangers_headers()
    {
        string[] routes =
        [
            "/auth?" + Asking.Of("app").ToQuery(), "/auth/mock?" + Asking.Of("app").ToQuery(), "/auth/local?" + Asking.Of("app", "local").ToQuery(),
            "/.well-known/openid-configuration", "/callback?state=x", "", "/auth?client_id=nobody",
        ];

        foreach (var route in routes.Select(route => Dex.At(route)).Append(EveryAnswer.Console(Dex, "/")).Append(EveryAnswer.Console(Dex, "/sign-in")))
        {
            var honest = await SendAsync(route);
            var lied = await SendAsync(route, Lies);

            Assert.Equal(honest.Status, lied.Status);
            Assert.Equal(honest.Location?.GetLeftPart(UriPartial.Path), lied.Location?.GetLeftPart(UriPartial.Path));
            Assert.DoesNotContain("evil", lied.Body + string.Join(' ', lied.Headers.Values), StringComparison.Ordinal);
            Assert.DoesNotContain("gopher", lied.Body + string.Join(' ', lied.Headers.Values), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Nobody_escapes_the_limit_of_sign_ins_by_naming_another_address()
    {
        await using var dex = await DexServer.StartAsync(AttackedServer.Settings() with { Limits = "consoleSignIn: {perAccount: 1000, perAddress: 3}" });
        var form = (await Browser.FollowAsync(Asking.Of("app", "local").At(dex))).Forms[0];
        var statuses = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, form.Action)
            {
                Headers = { { "X-Forwarded-For", $"203.0.113.{i}" } },
                Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["login"] = $"person{i}@example.com", ["password"] = "wrong" }),
            };
            statuses.Add((await Browser.SendAsync(request)).Status);
        }

        Assert.Equal([401, 401, 401, 429, 429], statuses);
    }

    [Fact]
    public async Task A_header_that_vouches_for_a_person_reaches_a_connector_only_by_the_address_that_names_it()
    {
        var connector = new VouchingConnector();
        await using var dex = await DexServer.StartAsync(
            AttackedServer.Settings() with { Adjust = services => services.AddSingleton<IConnectorDirectory>(connector) });

        foreach (var route in new[] { "/callback", "/callback/vouching" })
        {
            var state = (await Browser.GetAsync(Asking.Of("app", "vouching").AtConnector(dex))).Sent("state");
            using var request = new HttpRequestMessage(HttpMethod.Get, dex.At($"{route}?state={state}"));
            request.Headers.TryAddWithoutValidation("x-remote-USER", "ada");
            request.Headers.TryAddWithoutValidation("X-Remote-Group", "admins");
            await Browser.SendAsync(request);
        }

        Assert.Equal([false, true], connector.Seen);
    }

    private async Task<VisitedPage> SendAsync(Uri address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var page = await Browser.SendAsync(request);
        return page with { Headers = page.Headers.Where(header => header.Key != "Content-Security-Policy").ToDictionary() };
    }

    /// <summary>Notes whether headers that vouch for somebody came through, and lets nobody in.</summary>
    private sealed class VouchingConnector : IRedirectConnector, IConnectorDirectory
    {
        public ConnectorDescription Description { get; } = new("vouching", "authproxy", "Proxy");

        public ConcurrentQueue<bool> Seen { get; } = [];

        public ValueTask<IReadOnlyList<ConnectorDescription>> ListAsync(CancellationToken ct) => new([Description]);

        public ValueTask<IConnector?> OpenAsync(string id, CancellationToken ct) => new(this);

        public Task<UpstreamRedirect> StartAsync(UpstreamRequest request, CancellationToken ct) =>
            Task.FromResult(new UpstreamRedirect($"{request.CallbackUrl}?state={request.State}"));

        public Task<UpstreamIdentity> FinishAsync(UpstreamAnswer answer, CancellationToken ct)
        {
            Seen.Enqueue(answer.Headers.Keys.Any(name => name.StartsWith("X-Remote-", StringComparison.OrdinalIgnoreCase)));
            throw new ConnectorException("nobody");
        }
    }
}
