using System.Collections.Immutable;
using Dex.Domain.Refusals;

namespace Dex.Domain.Claims;

/// <summary>What a connector established about a person: the source of every claim that a token makes about them.</summary>
public sealed record PersonClaims
{
    /// <summary>Stable within the connector; becomes part of <c>sub</c> (<see cref="Subject"/>). Never empty.</summary>
    public required string UserId { get; init; }

    /// <summary>The <c>name</c> claim; empty when unknown.</summary>
    public string Username { get; init; } = "";

    /// <summary>The <c>preferred_username</c> claim; empty when unknown.</summary>
    public string PreferredUsername { get; init; } = "";

    /// <summary>Empty when unknown.</summary>
    public string Email { get; init; } = "";

    public bool EmailVerified { get; init; }

    /// <summary>In the connector's order; empty when none are known.</summary>
    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>How a page calls the person: the e-mail address, else a name, else the id.</summary>
    public string Shown =>
        Email.Length > 0 ? Email : PreferredUsername.Length > 0 ? PreferredUsername : Username.Length > 0 ? Username : UserId;

    /// <summary>The address as the lines that operators search for say it.</summary>
    public string LoggedEmail => Email.Length > 0 && !EmailVerified ? Email + " (unverified)" : Email;

    /// <summary>The groups as those lines say them.</summary>
    public string LoggedGroups => RefusalText.List(Groups);
}
