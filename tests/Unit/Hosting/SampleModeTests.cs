using System.Net;
using Dex.Infrastructure.Configuration;
using Dex.Tests.Provisioning;
using Dex.Web.Hosting;
using Microsoft.Data.Sqlite;
using Xunit;

namespace Dex.Tests.Unit.Hosting;

/// <summary>Product 3.8: the start without a file.</summary>
public sealed class SampleModeTests
{
    [Theory]
    [InlineData("evil.example.com", 421)]
    [InlineData("192.0.2.1", 421)]
    [InlineData("localhost.evil.example.com", 421)]
    [InlineData("0.0.0.0", 421)]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1:5556", 200)]
    [InlineData("[::1]:5556", 200)]
    public async Task Only_loopback_names_are_answered(string host, int status)
    {
        using var folder = new TemporaryFolder();
        await using var dex = await DexServer.StartSampleAsync(folder.Path);
        using var request = new HttpRequestMessage(HttpMethod.Get, dex.At("/keys")) { Headers = { Host = host } };

        using var answer = await dex.Http.SendAsync(request, Xunit.TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task The_printed_secrets_work_and_serve_refuses_the_same_database()
    {
        using var folder = new TemporaryFolder();
        var dex = await DexServer.StartSampleAsync(folder.Path);
        await using (dex)
        {
            using var token = await dex.TokenAsAsync("example-machine", "example-machine-secret", "openid");
            using var session = new ConsoleSession(dex);
            using var signedIn = await session.SignInAsync("admin@example.com", "password");

            Assert.Equal(HttpStatusCode.OK, token.StatusCode);
            Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
            Assert.Equal("/console/", signedIn.RequestMessage!.RequestUri!.AbsolutePath);
        }

        SqliteConnection.ClearAllPools();
        var refused = await Assert.ThrowsAsync<StartRefusedException>(() => DexServer.StartAsync(new DexServerSettings
        {
            Storage = $"type: sqlite3\nconfig: {{file: {Path.Combine(folder.Path, "dex.db")}}}",
        }));
        Assert.Contains("sample", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_embedded_default_does_not_leave_loopback()
    {
        var environment = new ConfigurationEnvironment(new Dictionary<string, string> { ["DEX_WEB_HTTP"] = "0.0.0.0:5556" });

        Assert.False(new ConfigurationReader(environment).ReadEmbedded(new EmbeddedDefault(Path.GetTempPath())).IsValid);
    }
}
