namespace Dex.Domain.Administration;

/// <summary>The person at this circuit of the console: whom commands act for and audit names.</summary>
public interface ICurrentAdministrator
{
    /// <summary>Who signed in. Whether they are still an administrator is the gate's question.</summary>
    ValueTask<Administrator> GetAsync(CancellationToken ct);
}
