using Dex.Domain.Administration;
using Dex.Domain.Protocol;
using Dex.Domain.RefreshTokens;
using Dex.Web.Components.Parts;
using Dex.Web.Components.Users;
using MudBlazor;

namespace Dex.Web.Components.Tokens;

/// <summary>
/// Asks before refresh tokens end, ends them, and says how many there were and are left: to who hears the page, and as the answer for who
/// sees it. Null when nothing was ended.
/// </summary>
public sealed class TokenEnding(
    RefreshTokenAdministration administration, RefreshTokenReader reader, ICurrentAdministrator me, IDialogService dialogs, Announcer announcer)
{
    public Task<string?> OneAsync(RefreshToken token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return AskAsync(
            new Confirmation(
                $"End the refresh token of {IdentityWords.NameOf(token.Person)} at {token.ClientId}?",
                "Its next use is refused, and the access and ID tokens issued with it are taken back. The person signs in again when the application asks.",
                "End refresh token"),
            (actor, ct) => administration.EndAsync(token.Id, actor, ct));
    }

    /// <param name="name">What the page calls the person; it must be typed.</param>
    public Task<string?> OfPersonAsync(string connectorId, string userId, string name) => ManyAsync(
        $"End every refresh token of {name}?",
        name,
        new RefreshTokenHolders { ConnectorId = connectorId, UserId = userId },
        (actor, ct) => administration.EndOfPersonAsync(connectorId, userId, actor, ct));

    public Task<string?> OfClientAsync(string clientId) => ManyAsync(
        $"End every refresh token of {clientId}?",
        clientId,
        new RefreshTokenHolders { ClientId = clientId },
        (actor, ct) => administration.EndOfClientAsync(clientId, actor, ct));

    public Task<string?> OfConnectorAsync(string connectorId) => ManyAsync(
        $"End every refresh token that came through {connectorId}?",
        connectorId,
        new RefreshTokenHolders { ConnectorId = connectorId },
        (actor, ct) => administration.EndOfConnectorAsync(connectorId, actor, ct));

    private async Task<string?> ManyAsync(
        string title, string type, RefreshTokenHolders holders, Func<Administrator, CancellationToken, Task<Saved<TokenCount>>> act)
    {
        var count = await reader.CountAsync(holders, CancellationToken.None);
        return await AskAsync(
            new Confirmation(
                title,
                $"{Amount.Of(count, "refresh token ends", "refresh tokens end")}, none is left then, and the access and ID tokens issued with them are taken back. "
                    + "Whoever they kept signed in signs in again.",
                "End all") { Type = type },
            act);
    }

    private async Task<string?> AskAsync(Confirmation ask, Func<Administrator, CancellationToken, Task<Saved<TokenCount>>> act)
    {
        TokenCount? counted = null;
        var ended = await ConfirmDialog.AskAsync(dialogs, ask with
        {
            Act = async ct =>
            {
                var saved = await act(await me.GetAsync(ct), ct);
                counted = saved.Value;
                return saved.Failed ? saved.Refusals[0].Message : null;
            },
        });
        if (!ended || counted is not { } done)
        {
            return null;
        }

        var told = $"{Amount.Of(done.Before - done.After, "refresh token", "refresh tokens")} ended, {Amount.Of(done.After)} left.";
        announcer.Say(told);
        return told;
    }
}
