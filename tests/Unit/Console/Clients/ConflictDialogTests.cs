using Bunit;
using Dex.Domain.Administration;
using Dex.Domain.Clients;
using Dex.Web.Components.Clients;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace Dex.Tests.Unit.Console.Clients;

public sealed class ConflictDialogTests : ClientPagesContext
{
    [Fact]
    public void What_both_changed_belongs_to_nobody_until_a_person_chooses()
    {
        var dialogs = ShowConflict(out _);

        Assert.False(IsChosen(dialogs, "Token lifetime: theirs"));
        Assert.False(IsChosen(dialogs, "Token lifetime: yours"));
        Assert.True(IsChosen(dialogs, "Groups: yours"));
        Assert.True(IsChosen(dialogs, "Description: theirs"));
        Assert.Contains("Choose for Token lifetime.", dialogs.Find(".dx-will-save").TextContent, StringComparison.Ordinal);
        Assert.Equal("true", Save(dialogs).GetAttribute("aria-disabled"));
    }

    [Fact]
    public async Task What_was_chosen_is_saved_over_their_version()
    {
        var dialogs = ShowConflict(out var shown);

        dialogs.Find("[aria-label='Token lifetime: yours']").Change("on");
        Assert.Contains("Will save: Portal for buyers, billing, 30m", dialogs.Find(".dx-will-save").TextContent, StringComparison.Ordinal);
        Save(dialogs).Click();

        var saved = await shown;
        Assert.Equal(5, saved!.Version);
        Assert.Equal(("Portal for buyers", TimeSpan.FromMinutes(30)), (Store["portal"].Description, Store["portal"].TokenLifetime));
        Assert.Equal(["billing"], Store["portal"].MachineGroups);
    }

    [Fact]
    public void Somebody_who_is_faster_again_is_shown_again()
    {
        var dialogs = ShowConflict(out _);
        dialogs.Find("[aria-label='Token lifetime: yours']").Change("on");

        Store.SaveElsewhere(Store["portal"] with { Description = "Changed once more" }, "eva@example.com");
        Save(dialogs).Click();

        dialogs.WaitForAssertion(() => Assert.Contains("eva@example.com saved version 5 meanwhile.", dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Contains("Changed once more", dialogs.Markup, StringComparison.Ordinal);
        Assert.False(IsChosen(dialogs, "Token lifetime: yours"));
    }

    [Fact]
    public async Task Keeping_on_editing_saves_nothing()
    {
        var dialogs = ShowConflict(out var shown);

        dialogs.Find("#dx-conflict-keep").Click();

        Assert.Null(await shown);
        Assert.Equal(4, Store["portal"].Version);
    }

    private static bool IsChosen(IRenderedComponent<MudDialogProvider> dialogs, string label) =>
        dialogs.Find($"[aria-label='{label}']").HasAttribute("checked");

    private static AngleSharp.Dom.IElement Save(IRenderedComponent<MudDialogProvider> dialogs) =>
        dialogs.FindAll("button").Single(button => button.TextContent.Contains("Save as version", StringComparison.Ordinal));

    private IRenderedComponent<MudDialogProvider> ShowConflict(out Task<Client?> shown)
    {
        var before = Machine("portal") with { TokenLifetime = TimeSpan.FromHours(1) };
        Store.Put(before);
        Store.SaveElsewhere(before with { TokenLifetime = TimeSpan.FromMinutes(15), Description = "Portal for buyers" }, "jon@example.com");
        var yours = before with { TokenLifetime = TimeSpan.FromMinutes(30), MachineGroups = ["billing"] };
        var dialogs = RenderDialogs();
        Task<Client?>? task = null;
        dialogs.InvokeAsync(() => { task = ClientConflict.DecideAsync(
            Dialogs, before, Store["portal"], yours, Services.GetRequiredService<ClientAdministration>(), Store, Services.GetRequiredService<ICurrentAdministrator>()); });
        dialogs.WaitForAssertion(() => dialogs.Find("#dx-conflict-keep"));
        shown = task!;
        return dialogs;
    }
}
