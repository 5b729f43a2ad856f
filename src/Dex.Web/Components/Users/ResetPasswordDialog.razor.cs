using Dex.Domain.Administration;
using Dex.Domain.Protocol;
using Dex.Domain.Users;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Users;

/// <summary>Asks how the new password comes about and sets it.</summary>
public sealed partial class ResetPasswordDialog : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<Refusal> _refusals = [];
    private PasswordChoice? _choice;
    private bool _setting;

    [Parameter, EditorRequired]
    public LocalUser User { get; set; } = default!;

    /// <summary>True for the account of the person who resets.</summary>
    [Parameter]
    public bool IsOwn { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private UserAdministration Administration { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    private string Effect => IsOwn
        ? "The old password stops working, and you are signed out of this console within seconds: sign in again with the new one."
        : "The old password stops working, and whoever is in this console with it is signed out within seconds. Tokens that applications hold stay valid until they expire.";

    /// <summary>The account with its new password; null when nothing was set.</summary>
    public static async Task<PasswordReset?> ShowAsync(IDialogService dialogs, LocalUser user, bool isOwn)
    {
        var parameters = new DialogParameters<ResetPasswordDialog> { { dialog => dialog.User, user }, { dialog => dialog.IsOwn, isOwn } };
        var options = new DialogOptions { BackdropClick = false, CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };
        var shown = await dialogs.ShowAsync<ResetPasswordDialog>("Reset the password", parameters, options);
        return await shown.Result is { Canceled: false, Data: PasswordReset reset } ? reset : null;
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? Browser.FocusAsync("#dx-reset-keep") : Task.CompletedTask;

    private async Task SetAsync()
    {
        if (_setting)
        {
            return;
        }

        _setting = true;
        var password = _choice!.Read();
        var saved = await Administration.ResetPasswordAsync(User.Email, password, User.Version, await Me.GetAsync(_gone.Token), _gone.Token);
        _setting = false;
        _refusals = saved.Refusals;
        if (!saved.Failed)
        {
            Dialog.Close(DialogResult.Ok(new PasswordReset(saved.Value, password)));
        }
    }
}

/// <summary>An account and the password just set for it.</summary>
public sealed record PasswordReset(LocalUser User, NewPassword Password);
