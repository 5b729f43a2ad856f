using Dex.Domain.Identities;
using Dex.Web.Components.Parts;

namespace Dex.Web.Components.Users;

/// <summary>What an act on an account would do, measured.</summary>
public static class AccountEffects
{
    public static string OfLocking(AccountStanding standing) =>
        "Nobody signs in with it until an administrator unlocks it."
        + (standing.MayAdminister ? " Whoever is in this console with it is signed out within seconds." : "")
        + " Tokens that applications hold stay valid until they expire.";

    /// <param name="identity">The person as applications know them; null when nobody ever signed in with the account.</param>
    public static string OfDeleting(AccountStanding standing, UserIdentity? identity)
    {
        var used = identity is null
            ? "Nobody has ever signed in with it."
            : $"Its last sign-in was {Ago.InWords(identity.LastLoginAt, standing.Now)}, and {Amount.Of(identity.Consents.Length, "application has", "applications have")} the person’s consent.";
        var administers = standing.MayAdminister ? " It may administer this server." : "";
        return $"{used}{administers} A new account of the same address would be another person to applications. Tokens that applications hold stay valid until they expire.";
    }
}
