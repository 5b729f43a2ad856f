using System.Globalization;
using System.Text;
using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Refusals;
using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Logging;
using Dex.Tests.Provisioning;
using Dex.Tests.Unit.Builders;
using Dex.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>
/// The real server in this process: the configuration as an operator would write it, Kestrel on a free loopback port, the database in
/// memory unless told otherwise. Only the log and, where asked for, the clock are the test's.
/// </summary>
internal sealed class DexServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _base;
    private CapturedLog? _log;

    private DexServer(WebApplication app, string address, string issuer)
    {
        _app = app;
        Address = address;
        Issuer = issuer;
        _base = $"http://{address}{new Uri(issuer).AbsolutePath.TrimEnd('/')}";
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>Host and port.</summary>
    public string Address { get; }

    public string Issuer { get; }

    /// <summary>Follows no redirect and keeps no cookie.</summary>
    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public CapturedLog Log => _log ??= (CapturedLog)_app.Services.GetRequiredService<ILoggerProvider>();

    public RefusalLog Refusals => _app.Services.GetRequiredService<RefusalLog>();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public static async Task<DexServer> StartAsync(DexServerSettings? settings = null)
    {
        settings ??= new DexServerSettings();
        var address = settings.Address ?? FreeAddress();
        var environment = new ConfigurationEnvironment(settings.Environment);
        var reading = new ConfigurationReader(environment).ReadText(settings.ToYaml(address), "config.yaml");
        Assert.True(reading.IsValid, reading.FaultText);
        return await StartAsync(reading, environment, address, settings.Issuer ?? $"http://{address}{settings.IssuerPath}", settings);
    }

    /// <summary>The start without a file: sample data in the given folder.</summary>
    public static async Task<DexServer> StartSampleAsync(string folder)
    {
        var address = FreeAddress();
        var environment = new ConfigurationEnvironment(new Dictionary<string, string>
        {
            ["DEX_ISSUER"] = $"http://{address}/dex",
            ["DEX_WEB_HTTP"] = address,
            ["DEX_LOG_FORMAT"] = "json",
        });
        var reading = new ConfigurationReader(environment).ReadEmbedded(new EmbeddedDefault(folder));
        Assert.True(reading.IsValid, reading.FaultText);
        return await StartAsync(reading, environment, address, $"http://{address}/dex", new DexServerSettings());
    }

    /// <summary>Host and port on which nothing listens, for <see cref="DexServerSettings.Address"/>.</summary>
    public static string FreeAddress() => $"127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The absolute address of a route below the issuer, at this server.</summary>
    public Uri At(string route) => new(_base + route);

    /// <summary>Stores a client as the console would have.</summary>
    public async Task<Client> AddAsync(Client client)
    {
        var entry = AuditEntry.By(Given.Ada, Given.Now, "client.created", "client", client.Id);
        Assert.True(await Services.GetRequiredService<IClientStore>().AddAsync(client with { Version = 1 }, entry, Ct));
        return client;
    }

    /// <summary>Asks for a token with a client of the standard list, by a Basic header.</summary>
    public Task<HttpResponseMessage> TokenAsync(string clientId, string? scope = null, params (string Name, string Value)[] more) =>
        TokenAsAsync(clientId, StandardClients.SecretOf(clientId), scope, more);

    /// <summary>Asks for a token with these credentials, by a Basic header.</summary>
    public Task<HttpResponseMessage> TokenAsAsync(string clientId, string secret, string? scope = null, params (string Name, string Value)[] more) =>
        PostAsync("/token", TokenForm(scope, more), Basic(clientId, secret));

    /// <summary>The access token of a request that is expected to be granted.</summary>
    public async Task<string> AccessTokenAsync(string clientId, string? scope = null)
    {
        using var answer = await TokenAsync(clientId, scope);
        return (await answer.ReadJsonAsync()).GetProperty("access_token").GetString()!;
    }

    /// <summary>Posts a form, as a browser or a library encodes it.</summary>
    public async Task<HttpResponseMessage> PostAsync(string route, IEnumerable<(string Name, string Value)> form, string? authorization = null)
    {
        using var content = new FormUrlEncodedContent(form.Select(pair => KeyValuePair.Create(pair.Name, pair.Value)));
        return await SendAsync(HttpMethod.Post, route, authorization, content);
    }

    public Task<HttpResponseMessage> GetAsync(string route, string? authorization = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, route, authorization, null, headers);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string route, string? authorization = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, At(route)) { Content = content };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request, Ct);
    }

    /// <summary>Sends bytes as they are: what no well-behaved client could say. The target is the request line's second word.</summary>
    public async Task<RawAnswer> SendRawAsync(string method, string target, IEnumerable<string> headers, byte[] body)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        return await RawAnswer.OfAsync(Address, method, target, headers, body, limit.Token);
    }

    /// <summary>The record of the refusal that this answer was.</summary>
    public RefusalRecord RefusalOf(HttpResponseMessage answer) =>
        Refusals.Find(answer.RequestId()) ?? throw new InvalidOperationException($"The answer {(int)answer.StatusCode} has no record.");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>RFC 6749 section 2.3.1: both halves form-encoded.</summary>
    public static string Basic(string clientId, string secret) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(clientId)}:{Uri.EscapeDataString(secret)}"));

    public static IEnumerable<(string Name, string Value)> TokenForm(string? scope = null, params (string Name, string Value)[] more)
    {
        yield return ("grant_type", "client_credentials");
        if (scope is not null)
        {
            yield return ("scope", scope);
        }

        foreach (var pair in more)
        {
            yield return pair;
        }
    }

    private static async Task<DexServer> StartAsync(
        ConfigurationReading reading, ConfigurationEnvironment environment, string address, string issuer, DexServerSettings settings)
    {
        var app = DexApplication.Build(reading, environment, services =>
        {
            services.RemoveAll<ILoggerProvider>();
            services.AddSingleton<ILoggerProvider>(provider =>
                new CapturedLog(provider.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == SlogConsoleFormatter.FormatterName)));
            if (settings.Clock is { } clock)
            {
                services.AddSingleton(clock);
            }

            settings.Adjust?.Invoke(services);
        });
        try
        {
            await ServerStart.OpenAsync(app, CancellationToken.None);
            await app.StartAsync(CancellationToken.None);
            return new DexServer(app, address, issuer);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
