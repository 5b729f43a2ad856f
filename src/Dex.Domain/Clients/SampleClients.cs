namespace Dex.Domain.Clients;

/// <summary>The machine client that a server without a configuration file begins with. Its secret is public knowledge.</summary>
public static class SampleClients
{
    public const string MachineId = "example-machine";
    public const string MachineSecret = "example-machine-secret";

    /// <summary>True while the sample still has the secret that everybody knows: nobody has saved it since.</summary>
    public static bool IsUntouched(Client client) => client is { IsSample: true, Id: MachineId, Version: <= 1 };
}
