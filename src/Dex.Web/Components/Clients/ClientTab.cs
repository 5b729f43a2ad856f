using Dex.Domain.Clients;

namespace Dex.Web.Components.Clients;

/// <summary>The tabs of a client's page, in their order.</summary>
public enum ClientTab
{
    Overview,
    Grants,
    Credentials,
    Scopes,
    Lifetimes,
    Redirects,
    TryIt,
}

/// <summary>How a tab is called, in the address and on the page, and to whom it applies.</summary>
public static class ClientTabs
{
    /// <summary>The tabs that apply to a client: a machine redirects nobody, and only a confidential client has secrets.</summary>
    public static IReadOnlyList<ClientTab> For(Client client) =>
    [
        .. Enum.GetValues<ClientTab>().Where(tab => tab switch
        {
            ClientTab.Redirects => client.Kind != ClientKind.Machine || !client.RedirectUris.IsEmpty,
            ClientTab.Credentials => !client.IsPublic || !client.Secrets.IsEmpty,
            _ => true,
        }),
    ];

    public static string Slug(this ClientTab tab) => tab == ClientTab.TryIt ? "try-it" : tab.ToString().ToLowerInvariant();

    public static string Title(this ClientTab tab) => tab switch
    {
        ClientTab.Scopes => "Scopes and claims",
        ClientTab.Redirects => "Redirects and logout",
        ClientTab.TryIt => "Try it",
        _ => tab.ToString(),
    };

    /// <summary>Null when no tab has this name.</summary>
    public static ClientTab? Find(string? slug) =>
        Enum.GetValues<ClientTab>().Where(tab => tab.Slug() == slug).Select(tab => (ClientTab?)tab).FirstOrDefault();
}
