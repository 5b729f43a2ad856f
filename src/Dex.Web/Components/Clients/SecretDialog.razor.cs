using Dex.Domain.Clients;
using Dex.Domain.Policies;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Clients;

/// <summary>Shows a secret once. Nothing keeps it: no draft, no log, no field of the page that opened this.</summary>
public sealed partial class SecretDialog
{
    private IReadOnlyList<CodeSample> _samples = [];
    private bool _stored;
    private string? _done;

    /// <summary>The client and its new secret.</summary>
    [Parameter, EditorRequired]
    public IssuedSecret Issued { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private IServerPolicySource Policies { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private string Life
    {
        get
        {
            var kept = Issued.Secret.Kept;
            var now = Clock.GetUtcNow();
            var begin = kept.NotBefore is { } start ? $"live from {Ago.Date(start, now)}" : "live from now";
            return kept.ExpiresAt is { } end ? $"{begin}, expires {Ago.Date(end, now)}" : $"{begin}, without end";
        }
    }

    /// <summary>Returns when the person has closed it.</summary>
    public static async Task ShowAsync(IDialogService dialogs, IssuedSecret issued)
    {
        var options = new DialogOptions { BackdropClick = false, CloseOnEscapeKey = false, MaxWidth = MaxWidth.Small, FullWidth = true };
        var shown = await dialogs.ShowAsync<SecretDialog>("New secret", new DialogParameters<SecretDialog> { { dialog => dialog.Issued, issued } }, options);
        await shown.Result;
    }

    protected override void OnInitialized() =>
        _samples = TokenSnippets.ClientCredentials(Policies.Current.Issuer.Endpoint("/token"), Issued.Client.Id);

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? Browser.FocusAsync("#dx-secret-copy") : Task.CompletedTask;

    private async Task CopyAsync()
    {
        if (await Browser.CopyAsync(Issued.Secret.Text))
        {
            Done("Copied");
        }
        else
        {
            Announcer.Interrupt("The browser refused to copy. Select the secret and copy it by hand.");
        }
    }

    private async Task SaveEnvAsync()
    {
        await Browser.SaveFileAsync($"{SecretFiles.Name(Issued.Client.Id)}.env", SecretFiles.Environment(Issued, Policies.Current.Issuer));
        Done("Saved");
    }

    private async Task SaveKubernetesAsync()
    {
        await Browser.SaveFileAsync($"{SecretFiles.Name(Issued.Client.Id)}-secret.yaml", SecretFiles.Kubernetes(Issued, Policies.Current.Issuer));
        Done("Saved");
    }

    private void Done(string word)
    {
        _done = word;
        Announcer.Say(word);
    }
}
