using System.Net;
using Dex.Domain.Keys;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Dex.Tests.Unit.Refusals;

/// <summary>A server in each state in which it cannot answer anybody.</summary>
internal static class ServerTriggers
{
    public static Dictionary<string, Func<RefusalStage, Task<HttpResponseMessage>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["server.overloaded"] = stage => stage.OnAsync(new DexServerSettings(), () => FirstOverloadedAsync(stage.Dex)),
        ["server.storage_unavailable"] = stage => stage.FailingAsync(new StorageUnavailableException("The database is gone.")),
        ["server.fault"] = stage => stage.FailingAsync(new InvalidOperationException("A bug.")),
        ["server.signing_failed"] = stage => stage.OnAsync(
            new DexServerSettings { Adjust = services => services.AddSingleton<ISigner>(new PlainSigner { IsBroken = true }) },
            () => stage.Dex.TokenAsync(StandardClients.Batch)),
    };

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

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
