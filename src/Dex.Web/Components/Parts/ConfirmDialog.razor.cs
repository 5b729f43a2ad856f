using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Parts;

/// <summary>The one dialog that stands before every act that cannot be taken back.</summary>
public sealed partial class ConfirmDialog : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private bool _typed;
    private bool _acting;
    private string? _refusal;

    /// <summary>What is asked.</summary>
    [Parameter, EditorRequired]
    public Confirmation Ask { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    private bool Ready => Ask.Type is null || _typed;

    /// <summary>True when the person agreed and, where the dialog acts itself, the act succeeded.</summary>
    public static async Task<bool> AskAsync(IDialogService dialogs, Confirmation ask)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { dialog => dialog.Ask, ask } };
        var options = new DialogOptions { BackdropClick = false, CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };
        var shown = await dialogs.ShowAsync<ConfirmDialog>(ask.Title, parameters, options);
        return await shown.Result is { Canceled: false };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnAfterRenderAsync(bool firstRender) =>
        firstRender ? Browser.FocusAsync(Ask.Type is null ? "#dx-confirm-keep" : ".dx-confirm input") : Task.CompletedTask;

    private async Task ActAsync()
    {
        if (_acting)
        {
            return;
        }

        _acting = true;
        _refusal = Ask.Act is null ? null : await Ask.Act(_gone.Token);
        _acting = false;
        if (_refusal is null or "")
        {
            Dialog.Close(DialogResult.Ok(true));
        }
    }
}
