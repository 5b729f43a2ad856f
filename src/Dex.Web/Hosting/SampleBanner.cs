using Dex.Domain.Clients;
using Dex.Infrastructure.Configuration;
using Dex.Infrastructure.Persistence;

namespace Dex.Web.Hosting;

/// <summary>What the terminal says after a start without a file: both addresses, how to sign in, and a line that gets a token.</summary>
internal static class SampleBanner
{
    public static void Write(TextWriter output, DexConfiguration configuration)
    {
        var issuer = configuration.Issuer.TrimEnd('/');
        var console = new Uri(configuration.Issuer).GetLeftPart(UriPartial.Authority) + configuration.Console!.Path;
        output.WriteLine($"""

            dex runs on sample data, for this machine only. Its passwords are public.

              Issuer    {configuration.Issuer}
              Console   {console}
              Sign in   {SampleData.AdministratorEmail} / {SampleData.AdministratorPassword}

            Get a token:

              curl -u {SampleClients.MachineId}:{SampleClients.MachineSecret} -d grant_type=client_credentials {issuer}/token

            Run it for real: dotnet run --project src/Dex.Web -- serve CONFIG.yaml
            """);
    }
}
