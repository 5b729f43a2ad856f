using Dex.Tests.E2E.Hosting;
using Dex.Tests.E2E.Pages;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace Dex.Tests.E2E.Journeys;

/// <summary>A device asks, and its person answers in a browser somewhere else.</summary>
public sealed class DeviceJourneys(ServerFixture servers, BrowserFixture browsers) : ApplicationJourney(servers, browsers)
{
    [Fact]
    public async Task A_person_types_the_code_on_a_telephone_and_the_device_gets_its_tokens()
    {
        var device = await AskAsync();
        Assert.Equal("authorization_pending", await device.PollAsync(Cancelled));
        var phone = (await OpenBrowserAsync(options =>
        {
            options.ViewportSize = new ViewportSize { Width = 390, Height = 844 };
            options.HasTouch = true;
        })).Page;

        await phone.GotoAsync(device.VerificationUri);
        await Expect(new DeviceCodePage(phone).Code).ToBeFocusedAsync();
        await new DeviceCodePage(phone).TypeAsync(device.UserCode.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant());
        await new ChooserPage(phone).ChooseAsync("Example");
        await Expect(phone.GetByText(device.UserCode)).ToBeVisibleAsync();
        await new ConsentPage(phone).Allow.ClickAsync();

        await new DeviceOutcomePage(phone).ExpectAsync("Device connected", "Terminal goes on by itself");
        Assert.Equal("tokens", await device.PollAsync(Cancelled));
        Assert.Equal("invalid_grant", await device.PollAsync(Cancelled));
    }

    [Fact]
    public async Task A_person_who_says_no_is_heard_by_the_device()
    {
        Visit.Expect("400");
        var device = await AskAsync();
        await Page.GotoAsync(device.VerificationUriComplete);
        await Expect(new DeviceCodePage(Page).Code).ToHaveValueAsync(device.UserCode);
        await new DeviceCodePage(Page).Confirm.ClickAsync();
        await new ChooserPage(Page).ChooseAsync("Email");
        await new SignInPage(Page).SubmitAsync(Server.Email, Server.Password);

        await new ConsentPage(Page).Cancel.ClickAsync();

        await new DeviceOutcomePage(Page).ExpectAsync("Device not connected", "You did not allow it, so Terminal gets nothing of yours.");
        Assert.Equal("access_denied", await device.PollAsync(Cancelled));
    }

    [Fact]
    public async Task Two_people_in_two_browsers_answer_the_devices_that_they_hold_and_no_other()
    {
        Visit.Expect("400");
        var kitchen = await AskAsync();
        var hall = EndingWithTheJourney(new Device(Server.Issuer, RelyingPartySite.ClientId, RelyingPartySite.ClientSecret));
        await hall.AskAsync("openid profile", Cancelled);
        var other = (await OpenBrowserAsync(options => options.JavaScriptEnabled = false)).Page;

        await Page.GotoAsync(kitchen.VerificationUri);
        await other.GotoAsync(hall.VerificationUri);
        await new DeviceCodePage(Page).TypeAsync(kitchen.UserCode);
        await new DeviceCodePage(other).TypeAsync(hall.UserCode);
        await new ChooserPage(other).ChooseAsync("Example");
        await new ConsentPage(other).ExpectAsync(RelyingPartySite.Name);
        await new ConsentPage(other).Allow.ClickAsync();
        await new ChooserPage(Page).ChooseAsync("Example");
        await new ConsentPage(Page).ExpectAsync("Terminal");
        await new ConsentPage(Page).Cancel.ClickAsync();

        await new DeviceOutcomePage(other).ExpectAsync("Device connected", RelyingPartySite.Name);
        await new DeviceOutcomePage(Page).ExpectAsync("Device not connected", "Terminal");
        Assert.Equal(("access_denied", "tokens"), (await kitchen.PollAsync(Cancelled), await hall.PollAsync(Cancelled)));
    }

    [Fact]
    public async Task A_wrong_code_can_be_put_right_on_the_same_page()
    {
        Visit.Expect("400");
        var device = await AskAsync();
        await Page.GotoAsync(device.VerificationUri);
        var page = new DeviceCodePage(Page);
        await page.TypeAsync("BBBB-BBBB");
        await Expect(page.Alert).ToContainTextAsync("That code does not work.");
        await Expect(page.Code).ToBeFocusedAsync();

        await page.TypeAsync(device.UserCode);

        await new ChooserPage(Page).ExpectAsync();
    }

    [Fact]
    public async Task The_pages_of_devices_in_both_themes_on_a_desk_and_on_a_telephone()
    {
        Visit.Expect("400");
        var device = await AskAsync();
        await Page.GotoAsync(device.VerificationUri);
        await SignInLook.ExpectAsync(Page, "device-code");
        await new DeviceCodePage(Page).TypeAsync("bbbb bbbb");
        await Expect(new DeviceCodePage(Page).Alert).ToBeVisibleAsync();
        await SignInLook.ExpectAsync(Page, "device-code-wrong");
        await Page.GotoAsync(device.VerificationUriComplete);
        await SignInLook.ExpectAsync(Page, "device-code-proposed");
        await new DeviceCodePage(Page).Confirm.ClickAsync();
        await new ChooserPage(Page).ChooseAsync("Example");
        await Expect(new ConsentPage(Page).Allow).ToBeVisibleAsync();
        await SignInLook.ExpectAsync(Page, "device-consent");
        await new ConsentPage(Page).Allow.ClickAsync();
        await new DeviceOutcomePage(Page).ExpectAsync("Device connected", "Terminal");
        await SignInLook.ExpectAsync(Page, "device-connected");

        var denied = await AskAsync();
        await Page.GotoAsync($"{Server.Issuer}/device/callback?error=access_denied&state={denied.UserCode}");
        await SignInLook.ExpectAsync(Page, "device-not-connected");
    }

    private async Task<Device> AskAsync()
    {
        var device = EndingWithTheJourney(new Device(Server.Issuer, ApplicationConfiguration.Terminal.Id));
        await device.AskAsync("openid profile email", Cancelled);
        return device;
    }
}
