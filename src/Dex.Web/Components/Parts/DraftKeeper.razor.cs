using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Dex.Web.Components.Parts;

/// <summary>
/// Writes the draft to the browser's session storage whenever it changes. It lives as long as the tab. Whoever uses it puts no secret
/// into <typeparamref name="T"/>: anything that can run in the page can read the storage.
/// </summary>
/// <typeparam name="T">The draft; it must survive JSON.</typeparam>
public sealed partial class DraftKeeper<T>
{
    private string? _found;
    private string? _kept;
    private bool _looked;

    /// <summary>Names the draft in this browser: "client/invoice-sync/lifetimes".</summary>
    [Parameter, EditorRequired]
    public string Key { get; set; } = "";

    /// <summary>What the form is called in the offer.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    /// <summary>The draft as it is now.</summary>
    [Parameter, EditorRequired]
    public T? Draft { get; set; }

    /// <summary>True while the draft differs from what is stored; false forgets what was kept.</summary>
    [Parameter, EditorRequired]
    public bool Dirty { get; set; }

    /// <summary>Raised with the draft that was kept when the person wants it back.</summary>
    [Parameter, EditorRequired]
    public EventCallback<T> OnRestore { get; set; }

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    [Inject]
    private BrowserTools Browser { get; set; } = default!;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _found = await Js.InvokeAsync<string?>("dexConsole.drafts.get", Key);
            _looked = true;
            if (_found is not null)
            {
                StateHasChanged();
                return;
            }
        }

        // While an old draft is on offer it must not be overwritten by the form as it was loaded.
        if (_looked && _found is null)
        {
            await KeepAsync();
        }
    }

    private async Task KeepAsync()
    {
        var json = Dirty ? JsonSerializer.Serialize(Draft) : null;
        if (json == _kept)
        {
            return;
        }

        _kept = json;
        await (json is null ? Browser.RunAsync("dexConsole.drafts.drop", Key) : Browser.RunAsync("dexConsole.drafts.put", Key, json));
    }

    private async Task RestoreAsync()
    {
        var draft = Read(_found!);
        _found = null;
        if (draft is not null)
        {
            await OnRestore.InvokeAsync(draft);
        }
    }

    private Task DiscardAsync()
    {
        _found = null;
        return Browser.RunAsync("dexConsole.drafts.drop", Key);
    }

    private static T? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json);
        }
        catch (JsonException)
        {
            // Written by an older version of the form.
            return default;
        }
    }
}
