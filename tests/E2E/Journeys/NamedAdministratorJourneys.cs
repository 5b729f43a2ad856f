using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>A console whose file names its administrators among the accounts of the password database.</summary>
public sealed class NamedAdministratorJourneys(ServerFixture servers, BrowserFixture browsers) : JourneyTest(servers, browsers)
{
    protected override async Task<IServerUnderTest> StartServerAsync(CancellationToken ct) => await DexProcess.ServeAsync(ConsoleConfiguration.For, ct: ct);

    [Fact]
    public async Task The_one_who_is_named_enters_and_the_other_seems_to_have_a_wrong_password()
    {
        Visit.Expect("401");
        Assert.DoesNotContain("first-administrator", Server.Log, StringComparison.Ordinal);
        var signIn = new SignInPage(Page);
        await signIn.OpenAsync();
        await signIn.SubmitAsync(Server.Email, "wrong");
        var wrongPassword = await signIn.Alert.InnerTextAsync();

        await signIn.OpenAsync();
        await signIn.SubmitAsync("eve@example.com", Server.Password);

        await Expect(signIn.Alert).ToHaveTextAsync(wrongPassword, new() { UseInnerText = true });
        await SignInAsync();
        await Expect(Page.GetByText("Sample data.")).ToHaveCountAsync(0);
    }
}
