using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace Dex.Web.Components.Parts;

/// <summary>Asks every <see cref="IPaletteSource"/> and goes where the person chooses.</summary>
public sealed partial class CommandPalette : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private IReadOnlyList<PaletteCommand> _found = [];
    private string _query = "";
    private int _at;
    private int _asked;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private IEnumerable<IPaletteSource> Sources { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    /// <summary>Opens it over whatever is there.</summary>
    public static async Task ShowAsync(IDialogService dialogs) =>
        await dialogs.ShowAsync<CommandPalette>("Go to", new DialogOptions
        {
            NoHeader = true,
            CloseOnEscapeKey = true,
            BackdropClick = true,
            MaxWidth = MaxWidth.Small,
            FullWidth = true,
            Position = DialogPosition.TopCenter,
        });

    /// <inheritdoc/>
    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => FindAsync("");

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await Browser.FocusAsync("#dx-palette-input");
        }
    }

    private Task SearchAsync(ChangeEventArgs change) => FindAsync((string?)change.Value ?? "");

    private async Task FindAsync(string query)
    {
        var ask = ++_asked;
        _query = query;
        var found = new List<PaletteCommand>();
        foreach (var source in Sources)
        {
            found.AddRange(await source.FindAsync(query.Trim(), _gone.Token));
        }

        // A slow answer to an older query must not replace the newer one's.
        if (ask == _asked)
        {
            _found = [.. found.GroupBy(command => command.Group).SelectMany(group => group)];
            _at = 0;
        }
    }

    private void OnKey(KeyboardEventArgs press)
    {
        switch (press.Key)
        {
            case "ArrowDown" when _found.Count > 0:
                _at = (_at + 1) % _found.Count;
                break;
            case "ArrowUp" when _found.Count > 0:
                _at = (_at + _found.Count - 1) % _found.Count;
                break;
            case "Enter" when _found.Count > _at:
                Choose(_found[_at]);
                break;
        }
    }

    private void Choose(PaletteCommand command)
    {
        Dialog.Close();
        Navigation.NavigateTo(command.Href);
    }
}
