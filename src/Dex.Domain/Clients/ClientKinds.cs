using Dex.Domain.Protocol;

namespace Dex.Domain.Clients;

/// <summary>The words for client kinds, and the guess for clients that state none (file, API, import).</summary>
public static class ClientKinds
{
    public static string Word(ClientKind kind) => kind switch
    {
        ClientKind.Machine => "Machine",
        ClientKind.WebApp => "Web app",
        ClientKind.NativeApp => "Native app",
        _ => "Device",
    };

    /// <summary>The kind that fits what the client may do.</summary>
    public static ClientKind Infer(bool isPublic, IReadOnlyCollection<string> redirectUris, IReadOnlyCollection<string>? allowedGrantTypes)
    {
        if (allowedGrantTypes is { Count: > 0 })
        {
            if (!allowedGrantTypes.Contains(GrantTypes.AuthorizationCode) && !allowedGrantTypes.Contains(GrantTypes.Implicit))
            {
                return allowedGrantTypes.Contains(GrantTypes.DeviceCode) ? ClientKind.Device : ClientKind.Machine;
            }
        }

        return (isPublic, redirectUris.Count) switch
        {
            (true, _) => ClientKind.NativeApp,
            (false, 0) => ClientKind.Machine,
            (false, _) => ClientKind.WebApp,
        };
    }
}
