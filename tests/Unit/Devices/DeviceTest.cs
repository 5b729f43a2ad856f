using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Devices;

/// <summary>A test of the device flow at a server that its class shares, or at one of its own.</summary>
public abstract class DeviceTest(SignInServer shared, DeviceServer devices) : SignInTest(shared), IClassFixture<DeviceServer>
{
    public override ValueTask InitializeAsync()
    {
        Use(devices.Server);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new browser that typed the code, chose how to sign in, and looks at the question for consent.</summary>
    private protected async Task<BrowserWalk> AskedPersonAsync(AskedDevice device)
    {
        var browser = await OpenAsync("/device");
        await browser.PressAsync("Continue", ("user_code", device.UserCode));
        await browser.FollowAsync();
        await browser.ClickAsync("Mock");
        Assert.True(IsConsent(browser), browser.Text);
        return browser;
    }

    /// <summary>The same, and the person allowed it.</summary>
    private protected async Task<BrowserWalk> AllowedAsync(AskedDevice device)
    {
        var browser = await AskedPersonAsync(device);
        await browser.AllowAsync();
        Assert.Equal(200, browser.Status);
        return browser;
    }

    /// <summary>The code with which a browser is on its way back to the device callback, which it has not reached.</summary>
    private protected async Task<string> CodeAsync(AskedDevice device)
    {
        var browser = await OpenAsync("/auth/mock" + device.Query());
        await browser.PressAsync("Allow");
        await browser.GoAsync(new Uri(browser.Address, browser.Location).AbsoluteUri);
        return ClientAnswer.Of(browser).Code;
    }

    /// <summary>The words of a page.</summary>
    private protected static string WordsOf(BrowserWalk browser)
    {
        using var page = browser.Page;
        return string.Join(' ', page.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
