using Bunit;
using Dex.Web.Components.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace Dex.Tests.Unit.Console;

/// <summary>What a component of the console finds around it: MudBlazor, the parts' services, and a clock that stands still.</summary>
public abstract class MudTestContext : BunitContext
{
    protected MudTestContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(options => options.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddConsoleParts();
        Services.AddSingleton<TimeProvider>(Clock);
    }

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 14, 32, 0, TimeSpan.Zero));

    /// <summary>The provider in whose markup dialogs appear; render it before the first one opens.</summary>
    protected IRenderedComponent<MudDialogProvider> RenderDialogs()
    {
        Render<MudPopoverProvider>();
        return Render<MudDialogProvider>();
    }

    protected IDialogService Dialogs => Services.GetRequiredService<IDialogService>();

    protected static RenderFragment Words(string text) => builder => builder.AddContent(0, text);
}
