using Dex.Domain.Audit;
using Dex.Domain.Claims;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Administration;

/// <summary>The last step of a sign-in to the console: the flow has established who the person is, and here it shows whether they may enter.</summary>
public sealed class ConsoleAdmission(AdministratorRights rights, IAuditLog audit, TimeProvider clock)
{
    /// <param name="address">The client address; empty when unknown.</param>
    public async Task<Result<Administrator>> AdmitAsync(string connectorId, PersonClaims claims, string address, CancellationToken ct)
    {
        if (await rights.FindAsync(connectorId, claims, address, ct) is not { } person)
        {
            return new OAuthError(RefusalRules.LoginNotAdministrator, received: $"{claims.Shown} of connector {connectorId}");
        }

        await audit.AppendAsync(EntryOf(person, "administrator.signed_in"), ct);
        return person;
    }

    /// <summary>Records that the person leaves.</summary>
    public Task LeaveAsync(Administrator person, CancellationToken ct) => audit.AppendAsync(EntryOf(person, "administrator.signed_out"), ct);

    private AuditEntry EntryOf(Administrator person, string action) => AuditEntry.By(
        person, clock.GetUtcNow(), action, "administrator", person.Email, new FieldChange("connector", null, person.ConnectorId));
}
