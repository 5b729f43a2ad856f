using Dex.Domain.Protocol;

namespace Dex.Domain.Clients;

/// <summary>
/// The administration console as a client of this very provider. It has no secret and is found at the authorization endpoint only; its
/// code is redeemed in process. Switching grants off must not lock administrators out, so grant lists do not bind it.
/// </summary>
public static class ConsoleClient
{
    /// <summary>Nobody else may have this id.</summary>
    public const string Id = "dex-console";

    /// <param name="path">The console's path, such as <c>/console</c>.</param>
    public static Client At(string path) => new()
    {
        Id = Id,
        Name = "Console",
        Kind = ClientKind.WebApp,
        RedirectUris = [RedirectUri(path)],
        PkceRequired = true,
        AllowedGrantTypes = [GrantTypes.AuthorizationCode],
        Origin = ClientOrigin.BuiltIn,
    };

    /// <summary>Relative to the host, so that the browser comes back to the name by which it reached the console.</summary>
    public static string RedirectUri(string path) => path + "/callback";

    public static bool Is(Client client) => client.Origin == ClientOrigin.BuiltIn;
}
