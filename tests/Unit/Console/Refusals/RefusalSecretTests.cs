using System.Text.Json;
using Bunit;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Hosting;
using Dex.Tests.Unit.Refusals;
using Dex.Web.Components.Refusals;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Console.Refusals;

/// <summary>What a real server keeps and shows of refused requests that brought secrets.</summary>
public sealed class RefusalSecretTests : ConsolePageContext
{
    [Fact]
    public async Task No_secret_that_was_sent_is_in_a_record_in_the_log_or_on_a_page()
    {
        await using var dex = await DexServer.StartAsync(SignInServer.Settings);
        await SecretWalk.RunAsync(dex);
        Serve();
        Services.AddSingleton(dex.Refusals);

        var records = dex.Refusals.Latest(RefusalLog.Capacity);

        Assert.True(records.Select(record => record.Rule).Distinct().Count() > 15, "The walk is refused in too few ways.");
        Assert.DoesNotContain(SecretWalk.Mark, JsonSerializer.Serialize(records), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(SecretWalk.Mark, dex.Log.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(SecretWalk.Mark, Render<RefusalsPage>().Markup, StringComparison.OrdinalIgnoreCase);
        Assert.All(records, record =>
        {
            var page = Render<RefusalPage>(page => page.Add(p => p.Trace, record.RequestId));
            Assert.Contains(record.Rule.Id, page.Find("[data-testid=stopped]").TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain(SecretWalk.Mark, page.Markup, StringComparison.OrdinalIgnoreCase);
        });
    }
}
