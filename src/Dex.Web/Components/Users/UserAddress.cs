using Dex.Domain.Claims;

namespace Dex.Web.Components.Users;

/// <summary>The addresses of the pages about people, relative to the console's path.</summary>
public static class UserAddress
{
    public const string Accounts = "users";
    public const string Identities = "users/identities";
    public const string New = "users/new";

    private const string AccountFolder = "accounts";

    /// <summary>E-mail addresses are percent-encoded, so that every one has a page.</summary>
    public static string OfAccount(string email) => $"{Accounts}/{AccountFolder}/{Uri.EscapeDataString(email)}";

    /// <summary>By the <c>sub</c> that applications know the person by.</summary>
    public static string OfIdentity(string connectorId, string userId) => $"{Identities}/{Subject.Encode(userId, connectorId)}";

    /// <summary>
    /// The e-mail address in an address relative to the console's path; empty when there is none. Read from the address itself, because a
    /// route value cannot tell an encoded slash from the text <c>%2F</c>.
    /// </summary>
    public static string EmailIn(string relative) =>
        relative.Split('?', '#')[0].Split('/') is [Accounts, AccountFolder, var email, ..] ? Uri.UnescapeDataString(email) : "";
}
