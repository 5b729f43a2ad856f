using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;

namespace Dex.Tests.E2E.Hosting;

/// <summary>A journey that begins at an application: one of ours, registered at a server of the journey's own.</summary>
public abstract class ApplicationJourney(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    private RelyingPartySite? _application;

    protected RelyingPartySite Application => _application!;

    protected override IReadOnlyList<string> OtherOrigins => [Application.Origin];

    /// <summary>Further sections of the configuration file.</summary>
    protected virtual string More => "";

    protected override async Task<IServerUnderTest> StartServerAsync(CancellationToken ct)
    {
        _application = EndingWithTheJourney(await RelyingPartySite.StartAsync(ct));
        var server = await DexProcess.ServeAsync(place => ApplicationConfiguration.For(place, _application, More), ct: ct);
        _application.Trust(server.Issuer);
        return server;
    }

    /// <summary>Follows the application's link, which asks for everything about the person.</summary>
    /// <param name="wishes">Further parameters of the request, such as <c>prompt=login</c>.</param>
    protected Task GoSignInAsync(IPage page, string wishes = "") => GoAsync(page, $"scope=openid+profile+email+groups&{wishes}");

    /// <summary>Follows the application's link with these parameters of the request and no other.</summary>
    protected async Task GoAsync(IPage page, string parameters)
    {
        ArgumentNullException.ThrowIfNull(page);
        await page.GotoAsync($"{Application.Origin}/?{parameters}");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in" }).ClickAsync();
    }

    /// <summary>Signs in as the sample person and allows what the application asks for.</summary>
    protected async Task SignInBySampleAsync(IPage page, string wishes = "")
    {
        await GoSignInAsync(page, wishes);
        await new ChooserPage(page).ChooseAsync("Example");
        await new ConsentPage(page).Allow.ClickAsync();
    }

    /// <summary>Signs in by e-mail and password; the question for consent is then on the page.</summary>
    protected async Task SignInByPasswordAsync(IPage page, string wishes = "")
    {
        await GoSignInAsync(page, wishes);
        await new ChooserPage(page).ChooseAsync("Email");
        await new SignInPage(page).SubmitAsync(Server.Email, Server.Password);
        await new ConsentPage(page).ExpectAsync(RelyingPartySite.Name);
    }
}
