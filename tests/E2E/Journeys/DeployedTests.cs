using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Xunit;

namespace Dex.Tests.E2E.Journeys;

/// <summary>A server that somebody else started, known by its address and an administrator alone.</summary>
public sealed class DeployedTests(BrowserFixture browsers)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("/dex")]
    [InlineData("/dex/")]
    public async Task A_deployed_server_is_found_by_its_issuer_or_the_address_above_it(string path)
    {
        await using var running = await DexProcess.StartAsync(ct: Cancelled);
        await using var deployed = await FindAsync(running, path);
        await using var visit = await browsers.VisitAsync(deployed);
        var signIn = new SignInPage(visit.Page);
        await signIn.OpenAsync();

        await signIn.SubmitAsync(deployed.Email, deployed.Password);

        await ConsolePage.ExpectLiveAsync(visit.Page);
        Assert.Equal(running.Issuer, deployed.Issuer);
        Assert.Equal(running.Console, deployed.Console);
        Assert.Empty(visit.Complaints);
    }

    private static async Task<DeployedServer> FindAsync(DexProcess running, string path)
    {
        var before = (Environment.GetEnvironmentVariable("DEX_E2E_EMAIL"), Environment.GetEnvironmentVariable("DEX_E2E_PASSWORD"));
        try
        {
            Environment.SetEnvironmentVariable("DEX_E2E_EMAIL", running.Email);
            Environment.SetEnvironmentVariable("DEX_E2E_PASSWORD", running.Password);
            return await DeployedServer.FindAsync($"{((IServerUnderTest)running).Origin}{path}", Cancelled);
        }
        finally
        {
            Environment.SetEnvironmentVariable("DEX_E2E_EMAIL", before.Item1);
            Environment.SetEnvironmentVariable("DEX_E2E_PASSWORD", before.Item2);
        }
    }
}
