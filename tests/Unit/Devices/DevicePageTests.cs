using Dex.Tests.Unit.Hosting;
using Xunit;

namespace Dex.Tests.Unit.Devices;

/// <summary>Protocol 7.8, the first half: the page for the code, and the check of what was typed.</summary>
public sealed class DevicePageTests(SignInServer shared, DeviceServer devices) : DeviceTest(shared, devices)
{
    [Fact]
    public async Task The_page_asks_for_a_code_and_posts_it_to_the_check()
    {
        var browser = await GoAsync("/device");

        using var page = browser.Page;
        Assert.Equal(200, browser.Status);
        Assert.Equal("device/auth/verify_code", page.QuerySelector("form")!.GetAttribute("action"));
        Assert.Equal("Enter the code on your device", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("", page.QuerySelector("#user_code")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector("#login-error"));
    }

    // RFC 8628 section 5.4: a link alone must not take anybody further.
    [Theory]
    [InlineData("BCDF-GHJK")]
    [InlineData("bcdfghjk")]
    public async Task A_code_of_the_address_is_shown_to_be_compared_and_not_looked_up(string code)
    {
        var browser = await GoAsync($"/device?user_code={code}");

        using var page = browser.Page;
        Assert.Equal((200, null), (browser.Status, browser.Location));
        Assert.Equal("BCDF-GHJK", page.QuerySelector("#user_code")!.GetAttribute("value"));
        Assert.Equal("Is this the code on your device?", page.QuerySelector("h1")!.TextContent);
        Assert.Equal("It is the same code", page.QuerySelector("button#submit-login")!.TextContent);
    }

    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("%22%3E%3Cscript%3E", "\"><script>")]
    [InlineData("a%00b", "")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "")]
    public async Task What_can_be_no_code_stands_in_the_field_as_it_is_or_not_at_all(string sent, string shown)
    {
        var browser = await GoAsync($"/device?user_code={sent}");

        using var page = browser.Page;
        Assert.Equal(shown, page.QuerySelector("#user_code")!.GetAttribute("value"));
        Assert.Equal("Enter the code on your device", page.QuerySelector("h1")!.TextContent);
    }

    [Theory]
    [InlineData("true", 400)]
    [InlineData("1", 400)]
    [InlineData("T", 400)]
    [InlineData("false", 200)]
    [InlineData("yes", 200)]
    [InlineData("", 200)]
    public async Task The_flag_of_the_address_shows_the_error(string invalid, int status)
    {
        var browser = await GoAsync($"/device?user_code=BCDF-GHJK&invalid={invalid}");

        using var page = browser.Page;
        Assert.Equal(status, browser.Status);
        Assert.Equal(status == 400, page.QuerySelector("#login-error[role=alert]") is not null);
        Assert.Equal("BCDF-GHJK", page.QuerySelector("#user_code")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("POST", "/device")]
    [InlineData("PUT", "/device")]
    [InlineData("HEAD", "/device")]
    [InlineData("GET", "/device/auth/verify_code?user_code=BCDF-GHJK")]
    [InlineData("POST", "/device/callback?code=x&state=BCDF-GHJK")]
    [InlineData("DELETE", "/device/callback?error=x&state=BCDF-GHJK")]
    public async Task Each_page_takes_its_own_method(string method, string target)
    {
        using var answer = await Dex.SendAsync(new HttpMethod(method), target);

        Assert.Equal((400, "flow.method"), ((int)answer.StatusCode, Dex.RefusalOf(answer).Rule.Id));
        Assert.Equal("text/html; charset=utf-8", answer.Header("Content-Type"));
    }

    // F-52.
    [Theory]
    [InlineData("{0}", false)]
    [InlineData("{0}", true)]
    [InlineData(" {1} ", false)]
    public async Task A_code_that_is_known_leads_to_the_authorization_endpoint_by_its_full_address(string typed, bool inQuery)
    {
        var device = await Dex.AskDeviceAsync(DeviceServer.Tv, ("scope", "openid email"));
        var code = string.Format(
            System.Globalization.CultureInfo.InvariantCulture, typed, device.UserCode, device.UserCode.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant());
        var browser = Browser();

        await browser.PostAsync(
            "/device/auth/verify_code" + (inQuery ? $"?user_code={device.UserCode}" : ""), inQuery ? [] : [("user_code", code)]);

        Assert.Equal(302, browser.Status);
        Assert.Equal(
            $"{Dex.Issuer}/auth?client_id=tv&redirect_uri=%2Fdex%2Fdevice%2Fcallback&response_type=code&scope=openid+email&state={device.UserCode}",
            browser.Location);
        Assert.Equal(("no-store", "no-referrer"), (browser.Answer.Header("Cache-Control"), browser.Answer.Header("Referrer-Policy")));
    }

    [Fact]
    public async Task A_code_that_nobody_shows_brings_the_form_back_with_what_was_typed()
    {
        var browser = await GoAsync("/device");

        await browser.PressAsync("Continue", ("user_code", "bcdfghjk"));

        using var page = browser.Page;
        Assert.Equal((400, "user_code.unknown"), (browser.Status, Dex.RefusalOf(browser.Answer).Rule.Id));
        Assert.Equal("BCDF-GHJK", page.QuerySelector("#user_code")!.GetAttribute("value"));
        Assert.Equal("verify_code", page.QuerySelector("form")!.GetAttribute("action"));
        Assert.Contains("That code does not work.", WordsOf(browser), StringComparison.Ordinal);
        Assert.DoesNotContain("GHJK", Dex.RefusalOf(browser.Answer).Received, StringComparison.OrdinalIgnoreCase);

        var device = await Dex.AskDeviceAsync();
        await browser.PressAsync("Continue", ("user_code", device.UserCode));
        Assert.Equal(302, browser.Status);
    }

    [Fact]
    public async Task Without_a_code_there_is_nothing_to_check()
    {
        var browser = Browser();

        await browser.PostAsync("/device/auth/verify_code", ("user_code", ""));

        AssertPage(browser, 400, "user_code.missing");
    }

    [Fact]
    public async Task A_code_that_expired_is_as_good_as_wrong()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Builders.Given.Now);
        await StartAsync(DeviceServer.Settings with { Clock = clock });
        var device = await Dex.AskDeviceAsync();
        clock.Advance(TimeSpan.FromMinutes(5));
        var browser = await GoAsync("/device");

        await browser.PressAsync("Continue", ("user_code", device.UserCode));

        Assert.Equal((400, "user_code.unknown"), (browser.Status, Dex.RefusalOf(browser.Answer).Rule.Id));
    }

    [Fact]
    public async Task Who_guesses_is_told_when_to_try_again_and_a_right_code_waits_too()
    {
        await StartAsync(DeviceServer.Settings with { Limits = "deviceCodes: {perAddress: 3, window: 10m}" });
        var device = await Dex.AskDeviceAsync();
        var browser = await GoAsync("/device");
        for (var i = 0; i < 3; i++)
        {
            await browser.PressAsync("Continue", ("user_code", "BCDF-GHJK"));
            Assert.Equal(400, browser.Status);
        }

        await browser.PressAsync("Continue", ("user_code", device.UserCode));

        Assert.Equal((429, "limit.user_codes"), (browser.Status, Dex.RefusalOf(browser.Answer).Rule.Id));
        Assert.InRange(int.Parse(browser.Answer.Header("Retry-After")!, System.Globalization.CultureInfo.InvariantCulture), 500, 600);
        Assert.Contains("Too many wrong codes. Try again in 10 minutes.", WordsOf(browser), StringComparison.Ordinal);

        // The other two doors that would tell a right code from a wrong one are shut with it.
        AssertPage(await OpenAsync("/auth/mock" + device.Query()), 429, "limit.user_codes");
        AssertPage(await OpenAsync($"/device/callback?error=access_denied&state={device.UserCode}"), 429, "limit.user_codes");
        Assert.Equal((400, "authorization_pending"), await Dex.PollRefusalAsync(device));
    }

    [Fact]
    public async Task Guesses_at_each_door_count()
    {
        await StartAsync(DeviceServer.Settings with { Limits = "deviceCodes: {perAddress: 2}" });
        var device = await Dex.AskDeviceAsync();

        AssertPage(await OpenAsync("/auth/mock" + device.Query(("state", "BCDF-GHJK"))), 400, "redirect_uri.unregistered");
        AssertPage(await OpenAsync("/device/callback?error=access_denied&state=BCDF-GHJK"), 400, "device.request_gone");

        AssertPage(await OpenAsync("/auth/mock" + device.Query(("state", "BCDF-GHJK"))), 429, "limit.user_codes");
    }

    // Chrome holds every redirect that follows a post against the policy of the page, and only the steps after it know where people sign in.
    [Fact]
    public async Task The_form_may_lead_to_any_provider_that_people_sign_in_with()
    {
        var browser = await GoAsync("/device");

        Assert.Contains("form-action 'self' http: https:;", browser.Answer.Header("Content-Security-Policy"), StringComparison.Ordinal);
    }
}
