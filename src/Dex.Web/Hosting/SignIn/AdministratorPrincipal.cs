using System.Globalization;
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
    private const string SignedInAt = "auth_time";
    private const string ConnectorId = "connector_id";
    private const string UserId = "user_id";

    /// <summary>However busy a session is, after this long its person signs in again.</summary>
    public static TimeSpan LongestSession { get; } = TimeSpan.FromHours(24);

    public static ClaimsPrincipal Of(Administrator person, DateTimeOffset now) => new(new ClaimsIdentity(
        [new(Email, person.Email), new(Name, person.Name), new(Stamp, person.SecurityStamp), new(Address, person.Address),
            new(ConnectorId, person.ConnectorId), new(UserId, person.UserId),
            new(SignedInAt, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))],
        ConsoleSettings.Scheme, Name, null));

    /// <summary>Null when nobody is signed in, or longer ago than <see cref="LongestSession"/>.</summary>
    public static Administrator? Read(ClaimsPrincipal principal, DateTimeOffset now) =>
        principal.FindFirstValue(Email) is { } email
        && principal.FindFirstValue(ConnectorId) is { } connectorId
        && long.TryParse(principal.FindFirstValue(SignedInAt), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && now - DateTimeOffset.FromUnixTimeSeconds(seconds) < LongestSession
            ? new Administrator(email, principal.FindFirstValue(Name) ?? email, principal.FindFirstValue(Address) ?? "", principal.FindFirstValue(Stamp) ?? "")
            {
                ConnectorId = connectorId,
                UserId = principal.FindFirstValue(UserId) ?? "",
            }
            : null;
}
