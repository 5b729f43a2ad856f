using Dex.Domain.Administration;
using Dex.Domain.Protocol;
using Dex.Domain.Users;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Users;

/// <summary>Who may sign in? One form; a generated password is shown once, before the account's page opens.</summary>
public sealed partial class NewAccountPage : IDisposable
{
    private static readonly Crumb[] _crumbs = [new("Parties"), new("Users", UserAddress.Accounts)];

    private readonly CancellationTokenSource _gone = new();
    private LocalUserDraft _draft = new();
    private IReadOnlyList<Refusal> _refusals = [];
    private ILookup<string, string> _faults = UserForms.NoFaults;
    private AnswerLine? _answer;
    private PasswordChoice? _choice;
    private MudForm? _form;
    private bool _creating;
    private bool _created;

    [Inject]
    private UserAdministration Administration { get; set; } = default!;

    [Inject]
    private AccountReader Accounts { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private bool IsDirty => _draft.Email.Length + _draft.Name.Length + _draft.Username.Length + _draft.PreferredUsername.Length + _draft.Groups.Count > 0;

    // What the form's own rules say stands beside the field already.
    private IReadOnlyList<string> AddressRefusals =>
        [.. _refusals.Where(refusal => refusal is { Property: nameof(LocalUserDraft.Email), Code: not "invalid" }).Select(refusal => refusal.Message)];

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync() => _answer = await Accounts.ServesApplicationsAsync(_gone.Token)
        ? new("", "An address is all it needs", "; everything but the address can change later.")
        : new("The password database is off, ", "so only an administrator’s account can be used", ", and only at this console.");

    private void Address(string email)
    {
        _draft.Email = email;
        _refusals = [];
    }

    private void Edited()
    {
        _faults = _faults.Count > 0 ? UserForms.Faults(AccountEdit.Cleaned(_draft)) : UserForms.NoFaults;
        StateHasChanged();
    }

    private void Restore(LocalUserDraft kept)
    {
        _draft = kept;
        StateHasChanged();
    }

    private void Forget() => _draft = new LocalUserDraft();

    private async Task CreateAsync()
    {
        var draft = AccountEdit.Cleaned(_draft);
        var password = _choice!.Read();
        _faults = UserForms.Faults(draft);
        _refusals = password.WhyRefused() is { } refusal ? [refusal] : [];
        await _form!.ValidateAsync();
        if (_faults.Count + _refusals.Count > 0 || _creating)
        {
            return;
        }

        _creating = true;
        var saved = await Administration.CreateAsync(draft, password, await Me.GetAsync(_gone.Token), _gone.Token);
        _refusals = saved.Refusals;
        _creating = false;
        if (!saved.Failed)
        {
            _created = true;
            StateHasChanged();
            if (password.IsGenerated)
            {
                await PasswordDialog.ShowAsync(Dialogs, saved.Value, password);
            }

            Navigation.NavigateTo(UserAddress.OfAccount(saved.Value.Email));
        }
    }
}
