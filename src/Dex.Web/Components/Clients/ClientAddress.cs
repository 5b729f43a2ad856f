namespace Dex.Web.Components.Clients;

/// <summary>The addresses of the client pages, relative to the console's path. Ids are percent-encoded, so that every id has one.</summary>
public static class ClientAddress
{
    public const string List = "clients";
    public const string New = "clients/new";

    /// <summary>Always names the tab, so that a client called <c>new</c> has a page too.</summary>
    public static string Of(string id, ClientTab tab = ClientTab.Overview) => $"{List}/{Uri.EscapeDataString(id)}/{tab.Slug()}";

    /// <summary>
    /// The client id in an address relative to the console's path; empty when there is none. Read from the address itself, because a
    /// route value cannot tell an encoded slash from the text <c>%2F</c>.
    /// </summary>
    public static string IdIn(string relative)
    {
        var path = relative.Split('?', '#')[0];
        return path.Split('/') is [List, var id, ..] ? Uri.UnescapeDataString(id) : "";
    }

    /// <summary>True when the address belongs to the pages of this client, whatever the tab.</summary>
    public static bool IsWithin(string relative, string id) => IdIn(relative) == id && relative.Split('?', '#')[0] != New;
}
