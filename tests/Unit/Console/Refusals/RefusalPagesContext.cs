using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Hosting;
using Dex.Tests.Unit.Refusals;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Tests.Unit.Console.Refusals;

/// <summary>The pages about refusals over a log in memory; the clients <c>batch</c> and <c>idle</c> exist.</summary>
public abstract class RefusalPagesContext : ConsolePageContext
{
    private int _traces;

    protected RefusalPagesContext() => Serve();

    protected DateTimeOffset Now => Clock.GetUtcNow();

    protected NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected string Address => Navigation.ToBaseRelativePath(Navigation.Uri);

    /// <summary>Refuses a request of a client for a token, so long ago.</summary>
    private protected RefusalRecord Refuse(RefusalRule rule, string client = "batch", TimeSpan ago = default, Func<RefusalRecord, RefusalRecord>? change = null)
    {
        var record = GivenRefusal.Of(rule, trace: $"6f9619ff-8b86-d011-b42d-{++_traces:d12}") with
        {
            At = Now - ago,
            ClientId = client,
            ClientIsKnown = client is "batch" or "idle",
            Facts = GivenRefusal.Facts("grant_type=client_credentials&scope=openid", client.Length > 0 ? DexServer.Basic(client, "a-secret") : null),
            Answer = new CallerAnswer(AnswerForm.Json, rule.Status) { Error = rule.Code, Description = "Invalid client credentials.", Challenge = "Basic realm=\"dex\"" },
        };
        record = change?.Invoke(record) ?? record;
        RefusalLog.Add(record);
        return record;
    }

    private protected static string Flat(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private protected void Register(string id, string name) => Clients.Put(Given.Client(id) with { Name = name, Version = 9, UpdatedAt = Now.AddDays(-1) });
}
