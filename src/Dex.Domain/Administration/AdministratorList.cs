using System.Collections.Immutable;
using Dex.Domain.Users;

namespace Dex.Domain.Administration;

/// <summary>
/// Who may administer: <c>console.administrators</c> of the file, and accounts that the database marks (the sample account, the first
/// administrator), which work whatever happens to connectors.
/// </summary>
/// <param name="Entries">Empty when the file names nobody.</param>
public sealed record AdministratorList(ImmutableArray<AdministratorEntry> Entries)
{
    /// <summary>The id of the connector over the password database.</summary>
    public const string LocalConnector = "local";

    public bool Includes(LocalUser user) =>
        user.IsAdministrator || (user.EmailVerified && Entries.Any(entry => entry.Matches(LocalConnector, user.Email, user.Groups)));
}

/// <summary>One entry: a connector with a verified e-mail address or with a group.</summary>
/// <param name="Connector">Empty for a bare e-mail address, which is legal only while there is exactly one connector.</param>
public sealed record AdministratorEntry(string Connector, string Email, string Group)
{
    public bool Matches(string connector, string email, IEnumerable<string> groups)
    {
        if (Connector.Length > 0 && Connector != connector)
        {
            return false;
        }

        return Email.Length > 0 ? Email.Equals(email, StringComparison.OrdinalIgnoreCase) : Group.Length > 0 && groups.Contains(Group, StringComparer.Ordinal);
    }
}
