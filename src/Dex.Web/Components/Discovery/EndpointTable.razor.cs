using System.Globalization;
using Dex.Domain.Discovery;
using Dex.Domain.Policies;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using Grants = Dex.Domain.Protocol.GrantTypes;

namespace Dex.Web.Components.Discovery;

/// <summary>Lists the catalogue that the server maps, and asks the endpoints whether they answer when somebody wants to know.</summary>
public sealed partial class EndpointTable : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private readonly Dictionary<string, ProbeResult> _results = new(StringComparer.Ordinal);
    private DateTimeOffset? _checkedAt;
    private ITimer? _aging;
    private string? _open;
    private bool _checking;

    [Parameter, EditorRequired]
    public ServerPolicy Policy { get; set; } = default!;

    /// <summary>Raised after a check, with what each endpoint answered.</summary>
    [Parameter]
    public EventCallback<IReadOnlyDictionary<string, ProbeResult>> OnChecked { get; set; }

    [Inject]
    private IEndpointProbe Probe { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private IReadOnlyList<EndpointDescription> Served =>
        [.. EndpointCatalogue.Built(Policy.Capabilities).Where(endpoint => endpoint.IsServed(Policy))];

    private IReadOnlyList<EndpointDescription> Closed =>
        [.. EndpointCatalogue.Built(Policy.Capabilities).Where(endpoint => !endpoint.IsServed(Policy))];

    private string Summary
    {
        get
        {
            var closed = Closed.Count > 0 ? $", {Amount.Of(Closed.Count)} closed" : "";
            var at = _checkedAt is { } time ? $", checked {Ago.InWords(time, Clock.GetUtcNow())}" : "";
            return $"{Amount.Of(Served.Count)} served{closed}{at}";
        }
    }

    public void Dispose()
    {
        _aging?.Dispose();
        _gone.Cancel();
        _gone.Dispose();
    }

    private static string Needs(EndpointDescription endpoint) => endpoint.Needs switch
    {
        EndpointNeed.Client => "client",
        EndpointNeed.Bearer => "bearer",
        EndpointNeed.Person => "person",
        _ => "none",
    };

    private static string Answer(EndpointDescription endpoint, ProbeResult result) => result switch
    {
        { Status: 0 } => "no answer",
        _ when !result.Satisfies(endpoint) => $"status {result.Status}",
        _ => $"{result.Elapsed.TotalMilliseconds.ToString(result.Elapsed.TotalMilliseconds < 100 ? "0.0" : "0", CultureInfo.CurrentCulture)} ms",
    };

    private static string Why(EndpointDescription endpoint) => $"{string.Join(" and ", endpoint.Grants.Select(Grants.ShortName))} is off";

    private async Task CheckAsync()
    {
        if (_checking)
        {
            return;
        }

        _checking = true;
        try
        {
            _results.Clear();
            foreach (var endpoint in Served)
            {
                _results[endpoint.Name] = await Probe.ProbeAsync(endpoint, _gone.Token);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            return;
        }
        finally
        {
            _checking = false;
        }

        _checkedAt = Clock.GetUtcNow();
        _aging ??= Clock.CreateTimer(_ => InvokeAsync(StateHasChanged), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        var failed = Served.Count(endpoint => !_results[endpoint.Name].Satisfies(endpoint));
        Announcer.Say(failed == 0 ? $"All {Served.Count} endpoints answer" : $"{failed} of {Served.Count} endpoints do not answer as they should");
        await OnChecked.InvokeAsync(_results);
    }
}
