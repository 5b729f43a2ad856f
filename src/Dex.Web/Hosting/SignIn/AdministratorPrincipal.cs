using System.Security.Claims;
using Dex.Domain.Administration;

namespace Dex.Web.Hosting.SignIn;

/// <summary>The administrator as the console's cookie carries it.</summary>
internal static class AdministratorPrincipal
{
    private const string Email = "email";
    private const string Name = "name";
    private const string Stamp = "stamp";
    private const string Address = "address";

    public static ClaimsPrincipal Of(Administrator person) => new(new ClaimsIdentity(
        [new(Email, person.Email), new(Name, person.Name), new(Stamp, person.SecurityStamp), new(Address, person.Address)],
        ConsoleSettings.Scheme, Name, null));

    /// <summary>Null when nobody is signed in.</summary>
    public static Administrator? Read(ClaimsPrincipal principal) =>
        principal.FindFirstValue(Email) is { } email
            ? new Administrator(email, principal.FindFirstValue(Name) ?? email, principal.FindFirstValue(Address) ?? "", principal.FindFirstValue(Stamp) ?? "")
            : null;
}
