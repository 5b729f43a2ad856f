using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Claims;
using Dex.Domain.Clients;
using Dex.Domain.Identities;
using Dex.Domain.Protocol;
using Dex.Domain.Users;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Users;

/// <summary>One person who has signed in: what the connector said, what the person allowed, and whether they may come again.</summary>
public sealed partial class PersonPage : IDisposable
{
    private static readonly Crumb[] _crumbs = [new("Users", UserAddress.Accounts), new("Identities", UserAddress.Identities)];

    private readonly CancellationTokenSource _gone = new();
    private string _sub = "";
    private (string UserId, string ConnectorId)? _key;
    private UserIdentity? _identity;
    private DateTimeOffset _now;
    private AnswerLine? _answer;
    private IReadOnlyList<Refusal> _refusals = [];
    private Loadable<PersonRead>? _load;

    /// <summary>The <c>sub</c> that applications know the person by.</summary>
    [Parameter]
    public string? Sub { get; set; }

    [Inject]
    private IIdentityStore Identities { get; set; } = default!;

    [Inject]
    private IClientStore Clients { get; set; } = default!;

    [Inject]
    private ILocalUserStore Users { get; set; } = default!;

    [Inject]
    private IAuditLog Audit { get; set; } = default!;

    [Inject]
    private IdentityAdministration Administration { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string Name => IdentityWords.NameOf(_identity!.Claims);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnParametersSet()
    {
        if ((Sub ?? "") != _sub)
        {
            (_sub, _identity, _answer, _refusals) = (Sub ?? "", null, null, []);
            _key = Subject.Decode(_sub);
        }
    }

    private async Task<PersonRead> ReadAsync(CancellationToken ct)
    {
        if (_key is not { } key || await Identities.FindAsync(key.ConnectorId, key.UserId, ct) is not { } identity)
        {
            return PersonRead.Nobody;
        }

        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var consent in identity.Consents)
        {
            if (await Clients.FindAsync(consent.ClientId, ct) is { } client)
            {
                names[client.Id] = client.Name;
            }
        }

        var entries = await Audit.ListAsync(
            IdentityAdministration.SubjectType, IdentityAdministration.SubjectOf(key.ConnectorId, key.UserId), RecentCard.Shown, ct);
        return new PersonRead(identity, names, entries, await AccountOfAsync(identity, ct));
    }

    private async Task<LocalUser?> AccountOfAsync(UserIdentity identity, CancellationToken ct) =>
        identity.ConnectorId == AdministratorList.LocalConnector
            && await Users.FindAsync(identity.Claims.Email, ct) is { } account && account.UserId == identity.UserId ? account : null;

    private void Take(PersonRead read)
    {
        (_identity, _now) = (read.Identity, Clock.GetUtcNow());
        _answer = _identity is null ? null : IdentityWords.Answer(_identity, _now);
    }

    private Task RefreshAsync() => _gone.IsCancellationRequested || _load is null ? Task.CompletedTask : _load.ReloadAsync();

    private async Task SwitchAsync()
    {
        if (_identity!.IsBlocked(_now))
        {
            var saved = await Administration.LiftBlockAsync(_identity.ConnectorId, _identity.UserId, await Me.GetAsync(_gone.Token), _gone.Token);
            _refusals = saved.Refusals;
            Announce(saved, "may sign in again");
        }
        else if (await BlockDialog.ShowAsync(Dialogs, _identity) is { } blocked)
        {
            _refusals = [];
            Announce(blocked, "is blocked");
        }

        await RefreshAsync();
    }

    private void Announce(Saved<UserIdentity> saved, string done)
    {
        if (!saved.Failed)
        {
            Announcer.Say($"{Name} {done}.");
        }
    }

    private Task RevokeAsync(Consent consent) => AskAsync(
        new Confirmation(
            $"Take back the consent to {consent.ClientId}?",
            $"{Name} is asked again at the next sign-in to it. Tokens that it holds stay valid until they expire.",
            "Take back"),
        async ct => await Administration.RevokeConsentAsync(_identity!.ConnectorId, _identity.UserId, consent.ClientId, await Me.GetAsync(ct), ct));

    private Task RevokeAllAsync() => AskAsync(
        new Confirmation(
            $"Take back all consents of {Name}?",
            $"{Amount.Of(_identity!.Consents.Length, "application has", "applications have")} consent now, none will have it then: each asks again at the next sign-in. "
                + "Tokens that they hold stay valid until they expire.",
            "Take back all") { Type = _identity.Claims.Shown },
        async ct => await Administration.RevokeConsentsAsync(_identity!.ConnectorId, _identity.UserId, await Me.GetAsync(ct), ct));

    private async Task AskAsync(Confirmation ask, Func<CancellationToken, Task<Saved<ConsentCount>>> revoke)
    {
        ConsentCount? counted = null;
        var revoked = await ConfirmDialog.AskAsync(Dialogs, ask with
        {
            Act = async ct =>
            {
                var saved = await revoke(ct);
                counted = saved.Value;
                return saved.Failed ? saved.Refusals[0].Message : null;
            },
        });
        if (revoked && counted is { } done)
        {
            Announcer.Say($"{Amount.Of(done.Before - done.After, "consent was", "consents were")} taken back, {Amount.Of(done.After)} left.");
        }

        await RefreshAsync();
    }

    private async Task ForgetAsync()
    {
        var identity = _identity!;
        var name = Name;
        var forgotten = await ConfirmDialog.AskAsync(Dialogs, new Confirmation($"Forget {name}?", EffectOfForgetting(identity), "Forget person")
        {
            Type = identity.Claims.Shown,
            Act = async ct =>
            {
                var saved = await Administration.ForgetAsync(identity.ConnectorId, identity.UserId, await Me.GetAsync(ct), ct);
                return saved.Failed ? saved.Refusals[0].Message : null;
            },
        });
        if (forgotten)
        {
            Announcer.Say($"{name} is forgotten.");
            Navigation.NavigateTo(UserAddress.Identities);
        }
    }

    private string EffectOfForgetting(UserIdentity identity) =>
        $"What {identity.ConnectorId} said and {Amount.Of(identity.Consents.Length, "consent", "consents")} go with the record, which began on {Ago.Date(identity.CreatedAt, _now)}."
        + (identity.IsBlocked(_now) ? " The block goes too, so the person can sign in again." : "")
        + " Refresh tokens end with it, and the tokens issued beside them. The next sign-in is the person’s first; applications know them by the same subject.";
}

/// <summary>What the page reads; <paramref name="Identity"/> is null when there is no such person.</summary>
/// <param name="Clients">The names of the clients consented to that are still there, by id.</param>
/// <param name="Entries">The newest of the record.</param>
/// <param name="Account">The account of the password database that this person is; null for everybody else.</param>
public sealed record PersonRead(
    UserIdentity? Identity, IReadOnlyDictionary<string, string> Clients, IReadOnlyList<AuditEntry> Entries, LocalUser? Account)
{
    public static PersonRead Nobody { get; } = new(null, new Dictionary<string, string>(), [], null);
}
