using Dex.Domain.Administration;
using Dex.Domain.Audit;
using Dex.Domain.Clients;
using Dex.Domain.Protocol;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Clients;

/// <summary>The secrets of one client: make, hand over, retire. A new secret is shown by a dialog of its own and kept nowhere here.</summary>
public sealed partial class CredentialsTab : IDisposable
{
    private const int EntriesRead = 50;
    private const int EntriesShown = 8;

    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<SecretEvent> _recent = [];
    private long _version = -1;

    /// <summary>As it is stored now.</summary>
    [Parameter, EditorRequired]
    public Client Client { get; set; } = default!;

    [Parameter, EditorRequired]
    public SecretUses Uses { get; set; } = SecretUses.None;

    /// <summary>Raised with the client after a secret of it has changed.</summary>
    [Parameter]
    public EventCallback<Client> OnSaved { get; set; }

    [Inject]
    private ClientAdministration Administration { get; set; } = default!;

    [Inject]
    private IClientStore Clients { get; set; } = default!;

    [Inject]
    private IAuditLog Audit { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private int Live => Client.Live(Clock.GetUtcNow()).Count();

    private string Aside => Live switch
    {
        0 => "none live",
        >= ClientLimits.LiveSecrets => $"{Live} live, which is the limit",
        _ => $"{Live} live of {ClientLimits.LiveSecrets} allowed",
    };

    private string? WhyNoNew => Client switch
    {
        { IsPublic: true } => "A public client keeps no secret.",
        _ when Client.Secrets.Count(secret => secret.State(Clock.GetUtcNow()) is SecretState.Live or SecretState.NotYetValid) >= ClientLimits.LiveSecrets =>
            $"{ClientLimits.LiveSecrets} secrets are live, which is the limit. Retire one to make another.",
        _ => null,
    };

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_version != Client.Version && !Client.IsReadOnly)
        {
            _version = Client.Version;
            var entries = await Audit.ListAsync("client", Client.Id, EntriesRead, _gone.Token);
            _recent = [.. entries.SelectMany(SecretEvent.Of).Take(EntriesShown)];
        }
    }

    private async Task MakeAsync()
    {
        if (await NewSecretDialog.ShowAsync(Dialogs, Client) is { } issued)
        {
            await SecretDialog.ShowAsync(Dialogs, issued);
            await OnSaved.InvokeAsync(issued.Client);
        }
    }

    private async Task RetireAsync(ClientSecret secret)
    {
        var uses = Uses.UsesOf(secret.Id);
        await ConfirmDialog.AskAsync(Dialogs, new Confirmation($"Retire {secret.Label}?", SecretEffects.OfRetiring(Client, secret, Uses, Clock.GetUtcNow()), $"Retire {secret.Label}")
        {
            Type = uses > 0 ? secret.Label : null,
            Act = ct => ActAsync($"{secret.Label} is retired.", (version, me) => Administration.DeactivateSecretAsync(Client.Id, secret.Id, version, me, ct), ct),
        });
    }

    private async Task DeleteAsync(ClientSecret secret) =>
        await ConfirmDialog.AskAsync(Dialogs, new Confirmation($"Delete {secret.Label}?",
            "It authenticates nobody any more. Deleting it takes it out of this list; a refused call could then no longer be told to have used it.", $"Delete {secret.Label}")
        {
            Act = ct => ActAsync($"{secret.Label} is deleted.", (version, me) => Administration.DeleteSecretAsync(Client.Id, secret.Id, version, me, ct), ct),
        });

    private async Task MoveEndAsync(ClientSecret secret)
    {
        if (await ExpiryDialog.ShowAsync(Dialogs, secret) is { } moved)
        {
            var refusal = await ActAsync($"The end of {secret.Label} is moved.",
                (version, me) => Administration.SetSecretExpiryAsync(Client.Id, secret.Id, moved.ExpiresAt, version, me, _gone.Token), _gone.Token);
            if (refusal is not null)
            {
                Announcer.Interrupt(refusal);
            }
        }
    }

    // One secret is named by its id, so whatever else was saved meanwhile is not touched: the version of this moment is the right one.
    private async Task<string?> ActAsync(string done, Func<long, Administrator, Task<Saved<Client>>> act, CancellationToken ct)
    {
        if (await Clients.FindAsync(Client.Id, ct) is not { } current)
        {
            return "Somebody deleted this client.";
        }

        var saved = await act(current.Version, await Me.GetAsync(ct));
        if (saved.Failed)
        {
            return saved.Refusals[0].Message;
        }

        Announcer.Say(done);
        await OnSaved.InvokeAsync(saved.Value);
        return null;
    }
}
