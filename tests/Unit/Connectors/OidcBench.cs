using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Web;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Infrastructure.Connectors;
using Dex.Infrastructure.Logging;
using Dex.Tests.Unit.Configuration;
using Dex.Tests.Unit.Hosting;
using Dex.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Xunit;

namespace Dex.Tests.Unit.Connectors;

/// <summary>An <c>oidc</c> connector as the server composes it of a file, and the provider that it speaks to.</summary>
internal sealed class OidcBench : IAsyncDisposable
{
    public const string Callback = "http://127.0.0.1:5556/dex/callback";
    public const string State = "the state";

    public static readonly ConnectorScopes NoScopes = new(false, false);
    public static readonly ConnectorScopes Offline = new(true, true);

    private readonly WebApplication _app;

    private OidcBench(FakeProvider provider, WebApplication app) => (Provider, _app) = (provider, app);

    public FakeProvider Provider { get; }

    public ConnectorDirectory Directory => _app.Services.GetRequiredService<ConnectorDirectory>();

    public string Log => ((CapturedLog)_app.Services.GetRequiredService<ILoggerProvider>()).Text;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    /// <param name="config">Further lines of the connector's config.</param>
    /// <param name="more">Further sections of the file.</param>
    public static async Task<OidcBench> StartAsync(
        string config = "", string more = "", X509Certificate2? certificate = null, string? issuer = null, string redirectUri = Callback,
        TimeProvider? clock = null, params (string Name, string Value)[] variables)
    {
        var provider = await FakeProvider.StartAsync(certificate);
        string[] lines =
        [
            "connectors:",
            "  - id: up",
            "    name: Upstream",
            "    type: oidc",
            "    config:",
            $"      issuer: {issuer ?? provider.Issuer}",
            "      clientID: dex",
            "      clientSecret: 's3cr&t +é'",
            $"      redirectURI: {redirectUri}",
            .. config.Split('\n').Where(line => line.Length > 0).Select(line => "      " + line),
            .. more.Split('\n').Where(line => line.Length > 0),
        ];
        var reading = Yaml.With(string.Join('\n', lines), variables);
        Assert.True(reading.IsValid, reading.FaultText);
        var app = DexApplication.Build(reading, Yaml.Environment(variables), services =>
        {
            services.RemoveAll<ILoggerProvider>();
            services.AddSingleton<ILoggerProvider>(provider =>
                new CapturedLog(provider.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == SlogConsoleFormatter.FormatterName)));
            services.AddSingleton(clock ?? TimeProvider.System);
        });
        return new OidcBench(provider, app);
    }

    public async Task<T> OpenAsync<T>() => Assert.IsAssignableFrom<T>(await Directory.OpenAsync("up", Ct));

    /// <summary>The redirect to the provider, its parameters, and what is kept.</summary>
    public async Task<(UpstreamRedirect Redirect, Dictionary<string, string> Parameters)> StartSignInAsync(
        ConnectorScopes? scopes = null, string loginHint = "", string callback = Callback)
    {
        var redirect = await (await OpenAsync<IRedirectConnector>()).StartAsync(new(scopes ?? NoScopes, callback, State, loginHint), Ct);
        var query = HttpUtility.ParseQueryString(new Uri(redirect.Url).Query);
        return (redirect, query.AllKeys.ToDictionary(key => key!, key => query[key]!));
    }

    /// <summary>The whole way: the provider's token carries the nonce that it was sent, unless the test says something else.</summary>
    public async Task<UpstreamIdentity> SignInAsync(ConnectorScopes? scopes = null, string query = "code=the-code&state=s", string? data = null)
    {
        var (redirect, parameters) = await StartSignInAsync(scopes);
        Provider.Claims.TryAdd("nonce", parameters["nonce"]);
        return await FinishAsync(query, data ?? redirect.ConnectorData, scopes);
    }

    public async Task<UpstreamIdentity> FinishAsync(string query, string? data, ConnectorScopes? scopes = null) =>
        await (await OpenAsync<IRedirectConnector>()).FinishAsync(
            new(scopes ?? NoScopes, data, Callback, FormParameters.TryParse(Encoding.UTF8.GetBytes(query))!, new Dictionary<string, string>()), Ct);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
