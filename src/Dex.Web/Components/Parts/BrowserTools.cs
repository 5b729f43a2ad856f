using Microsoft.JSInterop;

namespace Dex.Web.Components.Parts;

/// <summary>The few things that only the browser can do. A lost circuit makes each of them a no-op.</summary>
public sealed class BrowserTools(IJSRuntime js)
{
    /// <summary>Puts a text on the clipboard; false when the browser refused.</summary>
    public async Task<bool> CopyAsync(string text)
    {
        try
        {
            return await js.InvokeAsync<bool>("dexConsole.copy", text);
        }
        catch (JSDisconnectedException)
        {
            return false;
        }
    }

    /// <summary>Moves the focus to the first element that matches a CSS selector.</summary>
    public Task FocusAsync(string selector) => RunAsync("dexConsole.focus", selector);

    /// <summary>Hands a file to the person, made in the browser from the text given.</summary>
    public Task SaveFileAsync(string name, string text) => RunAsync("dexConsole.saveFile", name, text);

    /// <summary>Calls a function of the console's script that returns nothing.</summary>
    public async Task RunAsync(string function, params object?[] arguments)
    {
        try
        {
            await js.InvokeVoidAsync(function, arguments);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and with it whoever would have seen the effect.
        }
    }
}
