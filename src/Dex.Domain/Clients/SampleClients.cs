namespace Dex.Domain.Clients;

/// <summary>The clients that a server without a configuration file begins with. Their secrets are public knowledge.</summary>
public static class SampleClients
{
    public const string MachineId = "example-machine";
    public const string MachineSecret = "example-machine-secret";
    public const string AppId = "example-app";
    public const string AppSecret = "ZXhhbXBsZS1hcHAtc2VjcmV0";
    public const string AppRedirectUri = "http://127.0.0.1:5555/callback";

    /// <summary>True while the sample machine still has the secret that everybody knows: nobody has saved it since.</summary>
    public static bool IsUntouched(Client client) => client is { IsSample: true, Id: MachineId, Version: <= 1 };
}
