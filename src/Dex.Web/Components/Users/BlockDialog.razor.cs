using Dex.Domain.Administration;
using Dex.Domain.Identities;
using Dex.Domain.Protocol;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Dex.Web.Components.Users;

/// <summary>Asks how long and blocks.</summary>
public sealed partial class BlockDialog : IDisposable
{
    private const string Day = "day";
    private const string Good = "good";

    private static readonly (string Value, string Text, TimeSpan Span)[] _spans =
    [
        ("hour", "One hour", TimeSpan.FromHours(1)),
        ("today", "24 hours", TimeSpan.FromHours(24)),
        ("week", "7 days", TimeSpan.FromDays(7)),
        ("month", "30 days", TimeSpan.FromDays(30)),
    ];

    private readonly CancellationTokenSource _gone = new();
    private string _choice = _spans[1].Value;
    private DateOnly? _day;
    private IReadOnlyList<Refusal> _refusals = [];
    private bool _blocking;

    [Parameter, EditorRequired]
    public UserIdentity Identity { get; set; } = default!;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private IdentityAdministration Administration { get; set; } = default!;

    [Inject]
    private ICurrentAdministrator Me { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    /// <summary>The person as blocked; null when nothing was done.</summary>
    public static async Task<UserIdentity?> ShowAsync(IDialogService dialogs, UserIdentity identity)
    {
        var options = new DialogOptions { BackdropClick = false, CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true };
        var shown = await dialogs.ShowAsync<BlockDialog>("Block", new DialogParameters<BlockDialog> { { dialog => dialog.Identity, identity } }, options);
        return await shown.Result is { Canceled: false, Data: UserIdentity blocked } ? blocked : null;
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override Task OnAfterRenderAsync(bool firstRender) => firstRender ? Browser.FocusAsync("#dx-block-until") : Task.CompletedTask;

    private async Task BlockAsync()
    {
        if (_blocking)
        {
            return;
        }

        if (_choice == Day && _day is null)
        {
            _refusals = [new Refusal("invalid", "Choose a day.", nameof(UserIdentity.BlockedUntil))];
            return;
        }

        _blocking = true;
        var saved = await Administration.BlockAsync(Identity.ConnectorId, Identity.UserId, Until(), await Me.GetAsync(_gone.Token), _gone.Token);
        _blocking = false;
        _refusals = saved.Refusals;
        if (!saved.Failed)
        {
            Dialog.Close(DialogResult.Ok(saved.Value));
        }
    }

    // Null blocks for good.
    private DateTimeOffset? Until() => _choice switch
    {
        Good => null,
        Day => new DateTimeOffset(_day!.Value, TimeOnly.MinValue, TimeSpan.Zero),
        _ => Clock.GetUtcNow() + _spans.First(span => span.Value == _choice).Span,
    };
}
