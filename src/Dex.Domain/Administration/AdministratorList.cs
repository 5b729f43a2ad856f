using System.Collections.Immutable;
using Dex.Domain.Claims;
using Dex.Domain.Connectors;
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
    public const string LocalConnector = ConnectorDescription.Local;

    /// <summary>True for accounts that the file or the database makes administrators, when the password database is the only connector.</summary>
    public bool Includes(LocalUser user) => Includes(user, LocalConnector);

    /// <param name="only">The id of the connector when there is exactly one, else null: whose addresses a bare entry means.</param>
    public bool Includes(LocalUser user, string? only) =>
        user.IsAdministrator || Names(LocalConnector, user.EmailVerified ? user.Email : "", user.Groups, only);

    /// <param name="only">As for local accounts.</param>
    public bool Includes(string connector, PersonClaims person, string? only) =>
        Names(connector, person.EmailVerified ? person.Email : "", person.Groups, only);

    /// <summary>The connectors that the file expects administrators to come by.</summary>
    public IEnumerable<string> ConnectorsOf(string? only) =>
        Entries.Select(entry => entry.Connector.Length > 0 ? entry.Connector : only ?? "").Where(id => id.Length > 0).Distinct(StringComparer.Ordinal);

    private bool Names(string connector, string email, ImmutableArray<string> groups, string? only) =>
        Entries.Any(entry => entry.Matches(connector, email, groups, only));
}

/// <summary>One entry: a connector with a verified e-mail address or with a group.</summary>
/// <param name="Connector">Empty for a bare e-mail address, which says enough only while there is exactly one connector.</param>
public sealed record AdministratorEntry(string Connector, string Email, string Group)
{
    internal bool Matches(string connector, string email, ImmutableArray<string> groups, string? only)
    {
        if ((Connector.Length > 0 ? Connector : only) != connector)
        {
            return false;
        }

        return Email.Length > 0 ? Email.Equals(email, StringComparison.OrdinalIgnoreCase) : Group.Length > 0 && groups.Contains(Group, StringComparer.Ordinal);
    }
}
