using System.Collections.Concurrent;
using System.Collections.Immutable;
using Dex.Domain.Connectors;
using Dex.Infrastructure.Configuration;
using Microsoft.Extensions.Logging;

namespace Dex.Infrastructure.Connectors;

/// <summary>
/// The connectors of the configuration and the one over the password database. Each is opened once and kept; one that cannot be opened is
/// tried again whenever somebody asks for it.
/// </summary>
public sealed partial class ConnectorDirectory : IConnectorDirectory, IDisposable
{
    private readonly ConnectorFactory _factory;
    private readonly PasswordLimits _limits;
    private readonly ILogger<ConnectorDirectory> _logger;
    private readonly bool _continuesOnFailure;
    private readonly ImmutableArray<ConnectorEntry> _entries;
    private readonly ImmutableArray<ConnectorDescription> _listed;
    private readonly ConcurrentDictionary<string, IConnector> _opened = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<IConnector> _toDispose = [];
    private readonly IConnector _local;

    public ConnectorDirectory(
        DexConfiguration configuration, ConfigurationEnvironment environment, ConnectorFactory factory, PasswordLimits limits,
        ILogger<ConnectorDirectory> logger)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(factory);
        (_factory, _limits, _logger) = (factory, limits, logger);
        _continuesOnFailure = environment.ContinuesOnConnectorFailure;
        _entries = ConnectorEntry.Of(configuration);
        _local = LimitedPasswordConnector.Around(factory.OpenLocal(configuration.EnablePasswordDb), limits, logger);
        _listed = [.. _entries.Select(entry => entry.Description), .. configuration.EnablePasswordDb ? [_local.Description] : Array.Empty<ConnectorDescription>()];
    }

    public ValueTask<IReadOnlyList<ConnectorDescription>> ListAsync(CancellationToken ct) => new(_listed);

    public async ValueTask<IConnector?> OpenAsync(string id, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id == ConnectorDescription.Local)
        {
            return _local;
        }

        if (_opened.TryGetValue(id, out var opened))
        {
            return opened;
        }

        return _entries.FirstOrDefault(entry => entry.Description.Id == id) is { } entry ? await OpenAsync(entry, ct) : null;
    }

    /// <summary>Opens all of them at start.</summary>
    /// <exception cref="ConnectorException">One fails and the flag says to stop then, or all of them fail.</exception>
    public async Task OpenAllAsync(CancellationToken ct)
    {
        var failures = await Task.WhenAll(_entries.Select(entry => TryOpenAsync(entry, ct)));
        foreach (var (entry, failure) in _entries.Zip(failures).Where(pair => pair.Second is not null))
        {
            if (!_continuesOnFailure)
            {
                throw new ConnectorException($"connector {entry.Description.Id} cannot be opened: {failure!.Message}", failure);
            }

            LogFailed(entry.Description.Id, failure!.Message);
        }

        if (_entries.Length > 0 && _listed.Length == failures.Count(failure => failure is not null))
        {
            throw new ConnectorException($"none of the {_entries.Length} connectors could be opened");
        }
    }

    public void Dispose()
    {
        foreach (var connector in _toDispose.OfType<IDisposable>())
        {
            connector.Dispose();
        }
    }

    private async Task<ConnectorException?> TryOpenAsync(ConnectorEntry entry, CancellationToken ct)
    {
        try
        {
            await OpenAsync(entry, ct);
            return null;
        }
        catch (ConnectorException failure)
        {
            return failure;
        }
    }

    /// <summary>Of two that open the same connector at once, one stays.</summary>
    private async Task<IConnector> OpenAsync(ConnectorEntry entry, CancellationToken ct)
    {
        var connector = await _factory.OpenAsync(entry.Description, entry.Settings, ct);
        var limited = LimitedPasswordConnector.Around(connector, _limits, _logger);
        var kept = _opened.GetOrAdd(entry.Description.Id, limited);
        if (kept == limited)
        {
            _toDispose.Add(connector);
        }
        else
        {
            (connector as IDisposable)?.Dispose();
        }

        return kept;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "server: Failed to open connector {id} {err}")]
    private partial void LogFailed(string id, string err);
}
