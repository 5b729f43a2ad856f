using Dex.Domain.Clients;
using Dex.Domain.Policies;

namespace Dex.Web.Components.Clients;

/// <summary>The kinds of clients as choices: which make sense on this server, and one sentence each.</summary>
public static class KindWords
{
    /// <summary>The kinds that some grant of this build can serve; the others would be registered in vain.</summary>
    public static IReadOnlyList<ClientKind> Offered(ServerPolicy policy) =>
        [.. Enum.GetValues<ClientKind>().Where(kind => ClientDraft.For(kind).AllowedGrantTypes!.Any(policy.Capabilities.GrantTypes.Contains))];

    public static string Sentence(ClientKind kind) => kind switch
    {
        ClientKind.Machine => "A service that calls in its own name. Nobody signs in; it proves itself with a secret.",
        ClientKind.WebApp => "An application with a server of its own, where people sign in and a secret can be kept.",
        ClientKind.NativeApp => "A single-page, desktop or mobile application, where people sign in and no secret can be kept.",
        _ => "A television, printer or terminal without a keyboard, where people confirm a code elsewhere.",
    };

    public static string Icon(ClientKind kind) => kind switch
    {
        ClientKind.Machine => Icons.Server,
        ClientKind.WebApp => Icons.Browser,
        ClientKind.NativeApp => Icons.Phone,
        _ => Icons.Device,
    };
}
