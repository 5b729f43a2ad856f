using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace Dex.Web.Components.Layout;

/// <summary>The frame around every page. It waits for the browser's first answer, so that the palette drawn first is the right one.</summary>
public sealed partial class MainLayout
{
    private readonly MudTheme _theme = ConsoleTheme.Create();
    private readonly CancellationTokenSource _gone = new();
    private DotNetObjectReference<MainLayout>? _self;
    private ErrorBoundary? _boundary;
    private ConsoleFrame? _frame;
    private Screen? _screen;
    private bool _drawerOpen;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private IConsoleFrameSource Frames { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    private bool DrawerOpen => _screen is not { IsPhone: true } || _drawerOpen;

    /// <summary>Called by the script when the window, the device's theme or a choice has changed.</summary>
    [JSInvokable]
    public void OnScreen(Screen screen)
    {
        _screen = screen;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Frames.Changed -= OnFrameChanged;
        Navigation.LocationChanged -= OnLocationChanged;
        await _gone.CancelAsync();
        _gone.Dispose();
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Frames.Changed += OnFrameChanged;
        Navigation.LocationChanged += OnLocationChanged;
        _self = DotNetObjectReference.Create(this);
        _frame = await Frames.ReadAsync(_gone.Token);
        _screen = await Js.InvokeAsync<Screen?>("dexConsole.open", _gone.Token, _self) ?? Screen.Unknown;
    }

    private void OnFrameChanged() => _ = InvokeAsync(async () =>
    {
        if (!_gone.IsCancellationRequested)
        {
            _frame = await Frames.ReadAsync(_gone.Token);
            StateHasChanged();
        }
    });

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        _drawerOpen = false;
        _boundary?.Recover();
        _ = InvokeAsync(StateHasChanged);
    }

    private Task SwitchThemeAsync() => Browser.RunAsync("dexConsole.setTheme", _screen!.Dark ? "light" : "dark");

    private Task FollowDeviceAsync() => Browser.RunAsync("dexConsole.setTheme", (string?)null);

    private Task FoldAsync()
    {
        if (_screen!.IsPhone)
        {
            _drawerOpen = false;
            return Task.CompletedTask;
        }

        return Browser.RunAsync("dexConsole.fold", !_screen.Folded);
    }

    private Task GoToAsync()
    {
        _drawerOpen = false;
        return CommandPalette.ShowAsync(Dialogs);
    }

    private Task ShowKeysAsync() => KeyboardSheet.ShowAsync(Dialogs, _screen!.Keys);
}
