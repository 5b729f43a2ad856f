using Dex.Domain.Users;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Users;

/// <summary>Shows a generated password once. Nothing keeps it: no draft, no log, no field of the page that opened this.</summary>
public sealed partial class PasswordDialog
{
    private bool _stored;
    private bool _copied;

    /// <summary>Whose it is.</summary>
    [Parameter, EditorRequired]
    public string Who { get; set; } = "";

    [Parameter, EditorRequired]
    public string Email { get; set; } = "";

    [Parameter, EditorRequired]
    public NewPassword Password { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    [Inject]
    private Announcer Announcer { get; set; } = default!;

    /// <summary>Returns when the person has closed it.</summary>
    public static async Task ShowAsync(IDialogService dialogs, LocalUser user, NewPassword password)
    {
        var parameters = new DialogParameters<PasswordDialog>
        {
            { dialog => dialog.Who, user.DisplayName }, { dialog => dialog.Email, user.Email }, { dialog => dialog.Password, password },
        };
        var options = new DialogOptions { BackdropClick = false, CloseOnEscapeKey = false, MaxWidth = MaxWidth.Small, FullWidth = true };
        var shown = await dialogs.ShowAsync<PasswordDialog>("Password", parameters, options);
        await shown.Result;
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? Browser.FocusAsync("#dx-password-copy") : Task.CompletedTask;

    private async Task CopyAsync()
    {
        _copied = await Browser.CopyAsync(Password.Text);
        if (_copied)
        {
            Announcer.Say("Copied");
        }
        else
        {
            Announcer.Interrupt("The browser refused to copy. Select the password and copy it by hand.");
        }
    }
}
