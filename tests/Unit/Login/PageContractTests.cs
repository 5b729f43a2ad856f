using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Dex.Tests.Unit.Fakes;
using Dex.Tests.Unit.Hosting;
using Dex.Web.Endpoints.Http;
using Dex.Web.Login;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Dex.Tests.Unit.Login;

/// <summary>Operations 16.3: the ids, field names and classes that password managers, style sheets and tests rely on.</summary>
public sealed class PageContractTests
{
    private const string Markup = "\"><script>alert(1)</script>";

    [Fact]
    public async Task Every_page_has_one_heading_one_main_part_a_title_and_links_that_hold_behind_any_prefix()
    {
        await using var dex = await ProbeEndpoint.ServeAsync(
            new DexServerSettings { More = "frontend: {issuer: Halden}" },
            SamplePages.At<ChooserPage>("/probe", SamplePages.Chooser),
            SamplePages.At<PasswordPage>("/probe/{connector}/login", SamplePages.Password),
            SamplePages.At<ConsentPage>("/asked", SamplePages.Consent),
            SamplePages.At<FormPostPage>("/formpost", SamplePages.FormPost),
            SamplePages.At<OutOfBandPage>("/oob", SamplePages.OutOfBand),
            SamplePages.At<DeviceCodePage>("/code", SamplePages.DeviceCode),
            SamplePages.At<DeviceConnectedPage>("/connected", SamplePages.DeviceConnected),
            SamplePages.At<DeviceTurnedAwayPage>("/away", SamplePages.DeviceTurnedAway),
            new ProbeEndpoint("/error", context => context.RequestServices.GetRequiredService<ErrorPageWriter>().WriteAsync(context, 400)));

        foreach (var route in new[] { "/probe", "/probe/a%2Fb/login", "/asked", "/formpost", "/oob", "/code", "/connected", "/away", "/error", "" })
        {
            using var answer = await dex.GetAsync(route);
            using var page = Parse(await answer.ReadTextAsync());

            Assert.Single(page.QuerySelectorAll("h1"));
            Assert.Single(page.QuerySelectorAll("main.dex-container > .theme-panel"));
            Assert.Single(page.QuerySelectorAll("body.theme-body > header.theme-navbar > .theme-navbar__logo-wrap > .theme-navbar__logo"));
            Assert.EndsWith(" · Halden", page.Title, StringComparison.Ordinal);
            Assert.Equal("en", page.DocumentElement.GetAttribute("lang"));
            Assert.Empty(page.QuerySelectorAll("base, iframe, [style], style"));
            foreach (var link in page.QuerySelectorAll("link[href], script[src]"))
            {
                var href = link.GetAttribute("href") ?? link.GetAttribute("src")!;
                Assert.Matches("^(\\.\\./)*(dex/)?(static|theme)/", href);
                using var file = await dex.Http.GetAsync(new Uri(dex.At(route), href), Xunit.TestContext.Current.CancellationToken);
                Assert.Equal(200, (int)file.StatusCode);
            }

            Assert.All(page.QuerySelectorAll("input:not([type=hidden])"), input =>
                Assert.NotNull(page.QuerySelector($"label[for={input.Id}]")));
        }
    }

    [Fact]
    public async Task The_chooser_links_each_connector_by_name_with_the_icon_of_its_type()
    {
        using var page = await RenderAsync<ChooserPage>(SamplePages.Chooser);

        var links = page.QuerySelectorAll("a.dex-btn.theme-btn-provider");
        Assert.Equal(["email", "GitHub", "Halden staff"], links.Select(link => link.QuerySelector(".dex-btn-name")!.TextContent));
        Assert.Equal("/dex/auth/github?client_id=portal", links[1].GetAttribute("href"));
        Assert.NotNull(links[1].QuerySelector(".dex-btn-icon.dex-btn-icon--github"));
        Assert.Equal("Account at github.com", links[1].QuerySelector("small")!.TextContent);
        Assert.Contains("to continue to Customer portal", page.Text(), StringComparison.Ordinal);
        Assert.Contains("You will come back to portal.halden.example afterwards.", page.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oauth")]
    [InlineData("authproxy")]
    [InlineData("openshift")]
    [InlineData("\"><script>")]
    public async Task A_type_without_an_icon_is_a_plain_button(string type)
    {
        using var page = await RenderAsync<ChooserPage>(SamplePages.Chooser.With(nameof(ChooserPage.Providers), new ProviderLink[] { new("A", type, "/a") }));

        Assert.Single(page.QuerySelectorAll(".theme-btn-provider"));
        Assert.Empty(page.QuerySelectorAll(".dex-btn-icon"));
    }

    [Fact]
    public async Task The_chooser_says_nothing_of_a_way_back_that_it_does_not_know()
    {
        using var page = await RenderAsync<ChooserPage>(SamplePages.Chooser.With(nameof(ChooserPage.ReturnHost), ""));

        Assert.DoesNotContain("come back", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_form_posts_login_and_password_to_its_address_and_nothing_else()
    {
        using var page = await RenderAsync<PasswordPage>(SamplePages.Password);

        var form = page.QuerySelector("form")!;
        Assert.Equal(("post", "/dex/auth/ldap/login?state=abc"), (form.GetAttribute("method"), form.GetAttribute("action")));
        Assert.Equal(["login", "password"], form.QuerySelectorAll("[name]").Select(field => field.GetAttribute("name")!));
        Assert.Equal(("text", "username"), (page.QuerySelector("#login")!.GetAttribute("type"), page.QuerySelector("#login")!.GetAttribute("autocomplete")));
        Assert.Equal(("password", "current-password"), (page.QuerySelector("#password")!.GetAttribute("type"), page.QuerySelector("#password")!.GetAttribute("autocomplete")));
        Assert.NotNull(page.QuerySelector("button#submit-login[type=submit].theme-btn--primary"));
        Assert.Null(page.QuerySelector("#login-error"));
        Assert.Equal("User name", page.QuerySelector("label[for=login]")!.TextContent);
        Assert.Equal("/dex/auth?client_id=portal", page.QuerySelector("a.theme-link-back")!.GetAttribute("href"));
        Assert.True(page.QuerySelector("#login")!.HasAttribute("autofocus"));
        Assert.False(page.QuerySelector("#password")!.HasAttribute("autofocus"));
    }

    [Fact]
    public async Task A_wrong_password_keeps_the_name_begins_in_the_password_and_says_not_which_half_was_wrong()
    {
        using var page = await RenderAsync<PasswordPage>(
            SamplePages.Password.With(nameof(PasswordPage.IsWrong), true).With(nameof(PasswordPage.Username), "ingrid"));

        var error = page.QuerySelector("#login-error.dex-error-box[role=alert]")!;
        Assert.Equal("That did not match. Check the user name and the password, then try again.", Words(error));
        Assert.Equal("ingrid", page.QuerySelector("#login")!.GetAttribute("value"));
        Assert.Null(page.QuerySelector("#password")!.GetAttribute("value"));
        Assert.True(page.QuerySelector("#password")!.HasAttribute("autofocus"));
        Assert.False(page.QuerySelector("#login")!.HasAttribute("autofocus"));
        Assert.Equal("login-error", page.QuerySelector("#password")!.GetAttribute("aria-describedby"));
        Assert.True(error.CompareDocumentPosition(page.QuerySelector("form")!).HasFlag(DocumentPositions.Following));
    }

    [Theory]
    [InlineData(30, "Try again in 30 seconds.")]
    [InlineData(301, "Try again in 6 minutes.")]
    public async Task Too_many_attempts_say_how_long_to_wait_whether_the_pair_was_right_or_not(int seconds, string expected)
    {
        using var page = await RenderAsync<PasswordPage>(SamplePages.Password
            .With(nameof(PasswordPage.IsWrong), true).With(nameof(PasswordPage.RetryAfter), TimeSpan.FromSeconds(seconds)));

        Assert.Equal($"Too many attempts. {expected}", Words(page.QuerySelector("#login-error")!));
    }

    [Fact]
    public async Task A_connector_without_words_of_its_own_asks_for_a_username()
    {
        using var page = await RenderAsync<PasswordPage>(SamplePages.Password
            .With(nameof(PasswordPage.Prompt), "").With(nameof(PasswordPage.BackUrl), "").With(nameof(PasswordPage.SampleHint), "a / b"));

        Assert.Equal("Username", page.QuerySelector("label[for=login]")!.TextContent);
        Assert.Null(page.QuerySelector(".theme-link-back"));
        Assert.Contains("Sample data: a / b", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consent_shows_who_asks_as_whom_and_each_thing_with_its_value_and_posts_the_answer_to_its_own_address()
    {
        using var page = await RenderAsync<ConsentPage>(SamplePages.Consent);

        Assert.Equal("Customer portal asks for access", Words(page.QuerySelector("h1")!));
        Assert.Equal("You are signed in as ingrid.dahl@halden.example Not you?", Words(page.QuerySelector(".dex-lead")!));
        Assert.Equal("/dex/auth?client_id=portal", page.QuerySelector(".dex-lead a")!.GetAttribute("href"));
        Assert.Equal(
            ["Your name Ingrid Dahl", "Your e-mail address ingrid.dahl@halden.example", "Your groups sales, north-region and 2 more",
                "Stay connected It can ask again without you, until you withdraw this", "Speak to Ledger API for you Ledger API will know it is you"],
            page.QuerySelectorAll("ul.dex-facts > li.dex-fact").Select(item => $"{item.QuerySelector("b")!.TextContent} {item.QuerySelector("small")!.TextContent}"));
        var forms = page.QuerySelectorAll("form");
        Assert.Equal(["rejected", "approve"], forms.Select(form => form.QuerySelector("[name=approval]")!.GetAttribute("value")!));
        Assert.Equal(["Cancel", "Allow"], forms.Select(form => form.QuerySelector("button[type=submit]")!.TextContent));
        Assert.All(forms, form =>
        {
            Assert.Equal("post", form.GetAttribute("method"));
            Assert.Equal("page?req=request-1&hmac=a%2Fb", form.GetAttribute("action"));
            Assert.Equal("request-1", form.QuerySelector("[name=req]")!.GetAttribute("value"));
            Assert.Equal(2, form.QuerySelectorAll("[name]").Length);
        });
        Assert.Equal("Only allow this if you trust portal.halden.example.", Words(page.QuerySelector(".dex-subtle-text")!));
    }

    [Fact]
    public async Task Consent_for_nothing_personal_says_so()
    {
        using var page = await RenderAsync<ConsentPage>(SamplePages.Consent
            .With(nameof(ConsentPage.Items), Array.Empty<ConsentItem>()).With(nameof(ConsentPage.SwitchUrl), ""));

        Assert.Contains("no personal information", page.Text(), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll(".dex-facts li"));
        Assert.Null(page.QuerySelector(".dex-lead a"));
    }

    [Fact]
    public async Task Consent_for_a_device_shows_its_code_and_asks_to_compare_it()
    {
        using var page = await RenderAsync<ConsentPage>(SamplePages.Consent.With(nameof(ConsentPage.UserCode), "BCDF-GHJK"));

        Assert.Equal("For a device that shows BCDF-GHJK", Words(page.QuerySelector(".dex-device")!));
        Assert.Equal("BCDF-GHJK", page.QuerySelector(".dex-user-code")!.TextContent);
        Assert.Equal("Only allow this if the device is in front of you and shows this very code.", Words(page.QuerySelector(".dex-subtle-text")!));
        using var other = await RenderAsync<ConsentPage>(SamplePages.Consent);
        Assert.Null(other.QuerySelector(".dex-device"));
    }

    // Operations 16.3.
    [Fact]
    public async Task The_device_form_posts_user_code_and_nothing_else_and_spares_people_what_phones_do_to_words()
    {
        using var page = await RenderAsync<DeviceCodePage>(SamplePages.DeviceCode);

        var form = page.QuerySelector("form")!;
        Assert.Equal(("post", "device/auth/verify_code"), (form.GetAttribute("method"), form.GetAttribute("action")));
        var field = Assert.Single(form.QuerySelectorAll("[name]"));
        Assert.Equal(("user_code", "user_code"), (field.GetAttribute("name"), field.Id));
        Assert.Equal(
            ("text", "text", "off", "off", "off", "false"),
            (field.GetAttribute("type"), field.GetAttribute("inputmode"), field.GetAttribute("autocomplete"), field.GetAttribute("autocapitalize"),
                field.GetAttribute("autocorrect"), field.GetAttribute("spellcheck")));
        Assert.True(field.HasAttribute("required"));
        Assert.True(field.HasAttribute("autofocus"));
        Assert.Equal("device-advice", field.GetAttribute("aria-describedby"));
        Assert.NotNull(form.QuerySelector("button#submit-login[type=submit].theme-btn--primary"));
        Assert.Null(page.QuerySelector("#login-error"));
        Assert.Contains("Whoever sends you a code by message", page.QuerySelector("#device-advice")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_code_keeps_what_was_typed_and_says_what_to_do()
    {
        using var page = await RenderAsync<DeviceCodePage>(
            SamplePages.DeviceCode.With(nameof(DeviceCodePage.UserCode), "BCDF-GHJK").With(nameof(DeviceCodePage.IsWrong), true));

        Assert.Equal(
            "That code does not work. It is wrong, or has expired. Check it, or ask the device for a new one.",
            Words(page.QuerySelector("#login-error.dex-error-box[role=alert]")!));
        var field = page.QuerySelector("#user_code")!;
        Assert.Equal(
            ("BCDF-GHJK", "true", "login-error device-advice"),
            (field.GetAttribute("value"), field.GetAttribute("aria-invalid"), field.GetAttribute("aria-describedby")));
    }

    [Theory]
    [InlineData(45, "Too many wrong codes. Try again in 45 seconds.")]
    [InlineData(299, "Too many wrong codes. Try again in 5 minutes.")]
    public async Task Too_many_wrong_codes_say_how_long_to_wait(int seconds, string expected)
    {
        using var page = await RenderAsync<DeviceCodePage>(SamplePages.DeviceCode
            .With(nameof(DeviceCodePage.IsWrong), true).With(nameof(DeviceCodePage.RetryAfter), TimeSpan.FromSeconds(seconds)));

        Assert.Equal(expected, Words(page.QuerySelector("#login-error")!));
    }

    [Theory]
    [InlineData(true, "Halden TV", "You did not allow it, so Halden TV gets nothing of yours.")]
    [InlineData(false, "Halden TV", "The sign-in did not work, so Halden TV gets nothing of yours.")]
    [InlineData(true, "", "You did not allow it, so the device gets nothing of yours.")]
    public async Task A_device_that_was_turned_away_is_told_in_the_words_of_the_reason(bool byPerson, string client, string expected)
    {
        using var page = await RenderAsync<DeviceTurnedAwayPage>(SamplePages.DeviceTurnedAway
            .With(nameof(DeviceTurnedAwayPage.ByPerson), byPerson).With(nameof(DeviceTurnedAwayPage.ClientName), client));

        Assert.Equal(expected, Words(page.QuerySelector(".dex-lead")!));
        Assert.Contains("You can close this window.", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_post_carries_the_answer_sends_itself_and_can_be_sent_by_hand()
    {
        using var page = await RenderAsync<FormPostPage>(SamplePages.FormPost);

        var form = (IHtmlFormElement)page.QuerySelector("form#form-post")!;
        Assert.Equal(("post", "https://portal.halden.example/callback"), (form.Method, form.GetAttribute("action")));
        Assert.Equal([("code", "c\"1"), ("state", "<s>")], form.QuerySelectorAll("input[type=hidden]").Select(field => (field.GetAttribute("name")!, field.GetAttribute("value")!)));
        Assert.Equal("Continue", form.QuerySelector("button[type=submit]")!.TextContent);
        var script = page.QuerySelector("main script")!;
        Assert.True(script.GetAttribute("nonce") is { Length: 24 });
        Assert.Contains(".submit()", script.TextContent, StringComparison.Ordinal);
        Assert.Null(page.QuerySelector("form [name=submit]"));
    }

    [Fact]
    public async Task The_out_of_band_page_shows_the_code_in_a_field()
    {
        using var page = await RenderAsync<OutOfBandPage>(SamplePages.OutOfBand);

        Assert.Equal("4f6k2m", page.QuerySelector("input[type=text][readonly]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_home_page_names_the_issuer_and_links_the_discovery_document()
    {
        await using var dex = await DexServer.StartAsync(new DexServerSettings { More = "frontend: {issuer: Halden}" });

        using var answer = await dex.GetAsync("");
        using var page = Parse(await answer.ReadTextAsync());

        Assert.Equal("Halden", page.QuerySelector("h1")!.TextContent);
        var link = Assert.Single(page.QuerySelectorAll("main a"));
        Assert.Equal(dex.At("/.well-known/openid-configuration"), new Uri(dex.At(""), link.GetAttribute("href")));
    }

    [Theory]
    [InlineData(400, "Do not use the Back button")]
    [InlineData(429, "Wait a minute")]
    [InlineData(500, "sign in again in a minute")]
    [InlineData(503, "Wait a minute")]
    public async Task An_error_page_without_advice_of_its_own_says_what_usually_helps(int status, string advice)
    {
        using var page = await RenderAsync<ErrorPage>(new Dictionary<string, object?> { ["Status"] = status, ["Phrase"] = "P", ["Message"] = "M.", ["RequestId"] = "r" });

        Assert.Contains(advice, page.Text(), StringComparison.Ordinal);
        Assert.Equal("r", page.QuerySelector("code#request-id")!.TextContent);
    }

    [Fact]
    public async Task Texts_and_links_of_the_operator_take_the_place_of_ours()
    {
        using var page = await RenderAsync<ChooserPage>(SamplePages.Chooser, """
            frontend:
              extra: {signInTitle: Anmelden, signInLead: und weiter zu, footerPrivacyUrl: static/privacy.html, footerPrivacyLabel: Datenschutz, footerHelpUrl: "https://help.example.com/"}
            """);

        Assert.Equal("Anmelden", page.QuerySelector("h1")!.TextContent);
        Assert.Contains("und weiter zu Customer portal", page.Text(), StringComparison.Ordinal);
        Assert.Equal(
            [("static/privacy.html", "Datenschutz"), ("https://help.example.com/", "Help")],
            page.QuerySelectorAll("footer a").Select(link => (link.GetAttribute("href")!, link.TextContent)));
    }

    [Fact]
    public async Task Notes_of_the_operator_stand_under_the_password_and_the_question_for_consent()
    {
        const string Notes = """
            frontend: {extra: {passwordNote: Ask the desk., consentNote: You can withdraw it., supportName: the desk}}
            """;
        using var password = await RenderAsync<PasswordPage>(SamplePages.Password, Notes);
        using var consent = await RenderAsync<ConsentPage>(SamplePages.Consent, Notes);

        Assert.Contains("Ask the desk.", password.Text(), StringComparison.Ordinal);
        Assert.Contains("if you trust portal.halden.example. You can withdraw it.", consent.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_foot_has_no_links_unless_they_are_configured()
    {
        using var page = await RenderAsync<ChooserPage>(SamplePages.Chooser);

        Assert.Empty(page.QuerySelectorAll("footer a"));
    }

    [Fact]
    public async Task What_comes_from_outside_is_text_and_never_markup()
    {
        using var chooser = await RenderAsync<ChooserPage>(SamplePages.Chooser
            .With("ClientName", Markup).With("ReturnHost", Markup).With("Providers", new ProviderLink[] { new(Markup, Markup, Markup) }));
        using var password = await RenderAsync<PasswordPage>(SamplePages.Password
            .With("Username", Markup).With("Prompt", Markup).With("BackUrl", Markup).With("PostUrl", Markup).With("IsWrong", true));
        using var consent = await RenderAsync<ConsentPage>(SamplePages.Consent
            .With("ClientName", Markup).With("Person", Markup).With("RequestId", Markup)
            .With("Items", new ConsentItem[] { new(ConsentItemKind.Name, Markup, Markup) }));
        using var post = await RenderAsync<FormPostPage>(SamplePages.FormPost
            .With("Action", Markup).With("Fields", new KeyValuePair<string, string>[] { new(Markup, Markup) }));

        using var device = await RenderAsync<DeviceCodePage>(SamplePages.DeviceCode.With("UserCode", Markup).With("PostUrl", Markup));
        using var connected = await RenderAsync<DeviceConnectedPage>(SamplePages.DeviceConnected.With("ClientName", Markup));
        using var away = await RenderAsync<DeviceTurnedAwayPage>(SamplePages.DeviceTurnedAway.With("ClientName", Markup));

        Assert.All([chooser, password, consent, post, device, connected, away], page =>
            Assert.DoesNotContain(page.QuerySelectorAll("script"), script => script.TextContent.Contains("alert", StringComparison.Ordinal)));
        Assert.Equal(Markup, password.QuerySelector("#login")!.GetAttribute("value"));
    }

    private static async Task<IDocument> RenderAsync<TPage>(Dictionary<string, object?> parameters, string more = "")
        where TPage : IComponent
    {
        await using var dex = await ProbeEndpoint.ServeAsync(new DexServerSettings { More = more }, SamplePages.At<TPage>("/page", parameters));
        using var answer = await dex.GetAsync("/page?req=request-1&hmac=a%2Fb");
        Assert.True(answer.IsSuccessStatusCode, dex.Log.Text);
        return Parse(await answer.ReadTextAsync());
    }

    private static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    private static string Words(IElement element) =>
        string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>How tests read pages.</summary>
internal static class PageText
{
    public static string Text(this IDocument page) =>
        string.Join(' ', page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
