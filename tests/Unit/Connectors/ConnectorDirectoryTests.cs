using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dex.Domain.Connectors;
using Dex.Tests.Unit.Hosting;
using Dex.Web.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Connectors;

/// <summary>Opening connectors: what a provider must say, whom to trust, and what happens when it is not there.</summary>
public sealed class ConnectorDirectoryTests
{
    private const string Discovery = "/.well-known/openid-configuration";
    private const string More = "enablePasswordDB: true\n";

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_provider_that_is_down_at_start_is_skipped_and_tried_again_at_each_use()
    {
        await using var bench = await OidcBench.StartAsync(more: More);
        bench.Provider.Instead[Discovery] = Status(503);

        await bench.Directory.OpenAllAsync(Ct);
        Assert.Contains("server: Failed to open connector", bench.Log, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ConnectorException>(() => bench.OpenAsync<IConnector>());

        bench.Provider.Instead.Clear();
        var opened = await bench.OpenAsync<IConnector>();
        Assert.Same(opened, await bench.OpenAsync<IConnector>());
        Assert.Equal(3, bench.Provider.Paths.Count());
        Assert.Equal(["up", "local"], (await bench.Directory.ListAsync(Ct)).Select(connector => connector.Id));
    }

    [Fact]
    public async Task With_the_flag_off_it_stops_the_start()
    {
        await using var bench = await OidcBench.StartAsync(more: More, variables: ("DEX_CONTINUE_ON_CONNECTOR_FAILURE", "false"));
        bench.Provider.Instead[Discovery] = Status(503);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => bench.Directory.OpenAllAsync(Ct));

        Assert.Contains("connector up", fault.Message, StringComparison.Ordinal);
        Assert.Contains("503", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_all_fail_the_server_does_not_start()
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Instead[Discovery] = Status(503);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => bench.Directory.OpenAllAsync(Ct));

        Assert.Contains("none of the 1 connectors", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_of_the_server_is_refused_in_words_for_the_operator()
    {
        var provider = await FakeProvider.StartAsync();
        var gone = provider.Issuer;
        await provider.DisposeAsync();

        var fault = await Assert.ThrowsAsync<StartRefusedException>(() => DexServer.StartAsync(new DexServerSettings
        {
            More = $"connectors: [{{id: up, name: Up, type: oidc, config: {{issuer: '{gone}', clientID: dex, redirectURI: http://x/callback}}}}]",
        }));

        Assert.Contains("connectors could be opened", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_who_open_at_the_same_time_get_the_same_connector()
    {
        await using var bench = await OidcBench.StartAsync();

        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => bench.OpenAsync<IConnector>()));

        Assert.Single(opened.Distinct());
        await bench.SignInAsync();
    }

    [Fact]
    public async Task An_id_that_no_connector_has_opens_nothing_and_local_always_opens()
    {
        await using var bench = await OidcBench.StartAsync();

        Assert.Null(await bench.Directory.OpenAsync("none", Ct));
        Assert.NotNull(await bench.Directory.OpenAsync("local", Ct));
        Assert.Equal(["up"], (await bench.Directory.ListAsync(Ct)).Select(connector => connector.Id));
    }

    [Fact]
    public async Task A_server_without_any_connector_starts()
    {
        await using var dex = await DexServer.StartAsync();

        Assert.Empty(await dex.Services.GetRequiredService<IConnectorDirectory>().ListAsync(Ct));
    }

    [Theory]
    [InlineData("issuer", "https://another.example.com", "another.example.com")]
    [InlineData("issuer", null, "issuer")]
    [InlineData("issuer", 7, "wrong type")]
    [InlineData("token_endpoint", null, "token_endpoint")]
    [InlineData("authorization_endpoint", "javascript:alert(1)", "authorization_endpoint")]
    [InlineData("jwks_uri", "file:///etc/passwd", "jwks_uri")]
    [InlineData("end_session_endpoint", "ftp://x/y", "end_session_endpoint")]
    public async Task A_discovery_document_that_is_wrong_is_told(string member, object? value, string told)
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Discovery[member] = value;

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => bench.OpenAsync<IConnector>());

        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public async Task Something_that_is_no_document_is_told(string body)
    {
        await using var bench = await OidcBench.StartAsync();
        bench.Provider.Instead[Discovery] = context => context.Response.WriteAsync(body);

        Assert.Contains("JSON", (await Assert.ThrowsAsync<ConnectorException>(() => bench.OpenAsync<IConnector>())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_alias_is_what_tokens_carry_and_the_document_is_not_compared()
    {
        await using var bench = await OidcBench.StartAsync("issuerAlias: https://public.example.com");
        bench.Provider.Discovery["issuer"] = "https://inside.example.com";
        bench.Provider.Claims["iss"] = "https://public.example.com";

        Assert.Equal("jane-1", (await bench.SignInAsync()).Claims.UserId);
        bench.Provider.Claims["iss"] = bench.Provider.Issuer;
        bench.Provider.Claims.Remove("nonce");
        await Assert.ThrowsAsync<ConnectorException>(() => bench.SignInAsync());
    }

    [Fact]
    public async Task Overridden_endpoints_replace_discovered_ones_and_come_without_automatic_PKCE()
    {
        await using var elsewhere = await FakeProvider.StartAsync();
        await using var bench = await OidcBench.StartAsync($"providerDiscoveryOverrides: {{tokenURL: '{elsewhere.Issuer}/token', authURL: '{elsewhere.Issuer}/login'}}");
        bench.Provider.Discovery["code_challenge_methods_supported"] = new[] { "S256" };

        var (redirect, parameters) = await bench.StartSignInAsync();
        elsewhere.TokenAnswer["id_token"] = bench.Provider.IdToken(("nonce", parameters["nonce"]));
        await bench.FinishAsync("code=c", redirect.ConnectorData);

        Assert.StartsWith(elsewhere.Issuer + "/login?", redirect.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("code_challenge", parameters.Keys);
        Assert.Equal(["/token"], elsewhere.Paths);
        Assert.Contains("overridden", bench.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_behind_an_authority_of_its_own_is_trusted_by_the_file_only()
    {
        var (authority, server) = Certificates();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, authority.ExportCertificatePem(), Ct);
        var encoded = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(authority.ExportCertificatePem()));
        try
        {
            await using (var distrusting = await OidcBench.StartAsync(certificate: server))
            {
                await Assert.ThrowsAsync<ConnectorException>(() => distrusting.OpenAsync<IConnector>());
            }

            foreach (var config in new[] { $"rootCAs: ['', {file}]", $"rootCAs: [{encoded}]", "insecureSkipVerify: true" })
            {
                await using var bench = await OidcBench.StartAsync(config, certificate: server);
                Assert.Equal("jane-1", (await bench.SignInAsync()).Claims.UserId);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_name_that_the_certificate_lacks_is_not_forgiven_by_an_authority()
    {
        var (authority, server) = Certificates("somewhere.example.com");
        var encoded = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(authority.ExportCertificatePem()));
        await using var bench = await OidcBench.StartAsync($"rootCAs: [{encoded}]", certificate: server);

        await Assert.ThrowsAsync<ConnectorException>(() => bench.OpenAsync<IConnector>());
    }

    [Fact]
    public async Task An_authority_that_cannot_be_read_is_named_by_its_place()
    {
        await using var bench = await OidcBench.StartAsync("rootCAs: ['', nonsense]");

        Assert.Contains("rootCAs.0", (await Assert.ThrowsAsync<ConnectorException>(() => bench.OpenAsync<IConnector>())).Message, StringComparison.Ordinal);
    }

    private static Func<HttpContext, Task> Status(int status) => context =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    /// <summary>An authority, and a certificate of a server that it made.</summary>
    private static (X509Certificate2 Authority, X509Certificate2 Server) Certificates(string? name = null)
    {
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var authorityRequest = new CertificateRequest("CN=Test authority", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var authority = authorityRequest.CreateSelfSigned(from, to);

        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (name is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var server = request.Create(authority, from, to, [1, 2, 3, 4]);
        using var withKey = server.CopyWithPrivateKey(key);
        return (authority, X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null));
    }
}
