using Bunit;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;
using Dex.Web.Components.Refusals;
using Xunit;

namespace Dex.Tests.Unit.Console.Refusals;

public sealed class RefusalPageTests : RefusalPagesContext
{
    [Fact]
    public void The_page_names_the_client_the_trace_and_what_is_wrong()
    {
        Register("batch", "Nightly batch");
        Refuse(RefusalRules.ClientSecretMismatch, ago: TimeSpan.FromMinutes(2));
        var page = Open(Refuse(RefusalRules.ClientSecretMismatch));

        Assert.Equal("Why Nightly batch is refused", page.Find("h1").TextContent);
        Assert.Equal(
            "The secret matches none of the client's. This is one of 2 such requests in the last 24 hours.", page.Find(".dx-answer").TextContent);
        Assert.Contains("6f9619ff-8b86-d011-b42d-000000000002", page.Find(".dx-head .dx-id").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_stand_in_order_and_each_says_in_words_how_it_went()
    {
        Register("batch", "Nightly batch");
        var page = Open(Refuse(RefusalRules.ScopeUnknown));

        var lines = page.FindAll("[data-testid=checks] li").Select(line => Flat(line.TextContent)).ToList();

        Assert.Equal("request.methodpassed: POST", lines[0]);
        Assert.Contains("client.disabledpassed: yes, version 9", lines);
        Assert.True(lines.IndexOf("client.unknownpassed: registered") < lines.FindIndex(line => line.Contains("stopped here", StringComparison.Ordinal)));
        Assert.Equal("server.signing_failednot reached", lines[^1]);
    }

    [Fact]
    public void An_expired_secret_is_named_with_its_fingerprint_and_its_end_and_never_shown()
    {
        var secret = Given.Secret("dxs_hush", "2026-02") with { ExpiresAt = Now.AddMinutes(-58), CreatedAt = Now.AddDays(-200) };
        Clients.Put(Given.Client("batch", secret) with { Name = "Partner gateway" });

        var page = Open(Refuse(RefusalRules.ClientSecretExpired, change: record => record with { SecretId = secret.Id, Expected = "one of 0 live secrets", Received = "x" }));

        Assert.Contains("It sends a secret that was right until 13:34 UTC today, and has expired since.", page.Find(".dx-answer").TextContent, StringComparison.Ordinal);
        Assert.Contains(
            $"8 characters that match 2026-02 {secret.Fingerprint}, expired 13:34 UTC today, made 7 May by {Given.Ada.Email}",
            Flat(page.Find("[data-testid=stopped]").TextContent), StringComparison.Ordinal);
        Assert.DoesNotContain("hush", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client.secret_expired", "Create a secret", "clients/batch/credentials")]
    [InlineData("client.disabled", "Enable the client", "clients/batch/overview")]
    [InlineData("grant.disabled_by_client", "Allow the grant", "clients/batch/grants")]
    [InlineData("grant.disabled_by_server", "See grant types", "grant-types")]
    [InlineData("scope.unknown", "See its scopes", "clients/batch/scopes")]
    [InlineData("redirect_uri.unregistered", "See its redirect URIs", "clients/batch/redirects")]
    [InlineData("pkce.required_by_client", "See whether it must", "clients/batch/redirects")]
    [InlineData("person.blocked", "See who is blocked", "users/identities?state=blocked")]
    [InlineData("login.wrong_password", "See the accounts", "users")]
    [InlineData("client.public_for_machines", "Register a client", "clients/new")]
    public void What_puts_it_right_leads_to_the_setting(string rule, string text, string href)
    {
        var verb = Open(Refuse(RefusalRules.Find(rule)!)).Find("[data-testid=stopped] .dx-button");

        Assert.Equal((text, href), (verb.TextContent.Trim(), verb.GetAttribute("href")));
    }

    [Fact]
    public void An_audience_that_trusts_nobody_is_where_the_trust_is_given()
    {
        var asked = GivenRefusalScope("openid audience:server:client_id:vault");
        var verb = Open(Refuse(RefusalRules.AudienceUntrusted, change: asked)).Find("[data-testid=stopped] .dx-button");

        Assert.Equal("clients/vault/scopes", verb.GetAttribute("href"));
    }

    [Fact]
    public void What_only_the_caller_can_put_right_says_so_and_offers_no_button()
    {
        var page = Open(Refuse(RefusalRules.RequestMethod));

        Assert.Contains("Only the caller can.", page.Find("[data-testid=stopped]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=stopped] .dx-button"));
    }

    [Fact]
    public void An_unknown_client_has_no_column_and_can_be_registered_by_the_id_that_it_has()
    {
        var page = Open(Refuse(RefusalRules.ClientUnknown, "lost & found"));

        Assert.Equal("Why lost & found is refused", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll(".dx-alike"));
        Assert.Equal(("Register it", "clients/new?id=lost%20%26%20found"), Verb(page));
    }

    [Fact]
    public void A_request_that_named_nobody_is_called_by_its_endpoint()
    {
        var page = Open(Refuse(RefusalRules.BearerMissing, "", change: record => record with { Endpoint = "/userinfo", GrantType = "" }));

        Assert.Equal("Why a request to /userinfo was refused", page.Find("h1").TextContent);
    }

    [Fact]
    public void Beside_it_stands_what_else_refused_the_client_in_the_last_day()
    {
        Refuse(RefusalRules.ClientDisabled, ago: TimeSpan.FromHours(25));
        Refuse(RefusalRules.ScopeUnknown, "idle");
        Refuse(RefusalRules.ScopeUnknown, ago: TimeSpan.FromHours(3));
        var present = Refuse(RefusalRules.ClientSecretMismatch, ago: TimeSpan.FromMinutes(40));
        for (var minute = 30; minute > 20; minute--)
        {
            Refuse(RefusalRules.ClientSecretMismatch, ago: TimeSpan.FromMinutes(minute));
        }

        var page = Open(present);

        var rules = page.FindAll(".dx-alike-rule").Select(rule => Flat(rule.TextContent)).ToList();
        Assert.Equal(2, rules.Count);
        Assert.StartsWith("client.secret_mismatch11 since", rules[0], StringComparison.Ordinal);
        Assert.StartsWith("scope.unknown1 11:32 UTC today", rules[1], StringComparison.Ordinal);
        var times = page.FindAll(".dx-alike-times a");
        Assert.Equal(5, times.Count);
        Assert.Equal($"refusals/{present.RequestId}", times.Single(time => time.GetAttribute("aria-current") == "page").GetAttribute("href"));
        Assert.Equal("refusals?rule=client.secret_mismatch&client=batch", page.Find(".dx-alike .dx-link").GetAttribute("href"));
    }

    [Fact]
    public void The_caller_s_answer_and_the_request_are_shown_as_far_as_they_are_harmless()
    {
        var page = Open(Refuse(RefusalRules.ClientSecretMismatch, change: record => record with
        {
            Facts = RequestFacts.Read("POST", "Go-http-client/2.0", null, GivenFlow.Form("grant_type=authorization_code&code=hush&client_id=batch&client_secret=hush")),
        }));

        var told = page.Find("[data-testid=told]").TextContent;
        var request = Flat(page.Find("[data-testid=request]").TextContent);
        Assert.Contains("401 Unauthorized", told, StringComparison.Ordinal);
        Assert.Contains("WWW-Authenticate: Basic realm=\"dex\"", told, StringComparison.Ordinal);
        Assert.Contains("\"error\": \"invalid_client\"", told, StringComparison.Ordinal);
        Assert.Contains("client_secret_post", request, StringComparison.Ordinal);
        Assert.Contains("code4 characters, not kept", request, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_and_a_redirect_are_told_as_what_they_are()
    {
        var shown = Open(Refuse(AuthorizationRules.RedirectUriUnregistered, change: record => record with
        {
            Endpoint = "/auth", GrantType = "", Answer = new CallerAnswer(AnswerForm.Page, 400) { Description = "The address is not registered." },
        }));
        var sent = Open(Refuse(AuthorizationRules.ScopeOpenIdMissing, change: record => record with
        {
            Endpoint = "/auth/{connector}", GrantType = "",
            Answer = new CallerAnswer(AnswerForm.Redirect, 303) { Error = "invalid_scope", SentTo = "https://app.example.com/callback" },
        }));

        Assert.Contains("What the person was told", shown.Find("[data-testid=told]").TextContent, StringComparison.Ordinal);
        Assert.Contains("The address is not registered.", shown.Find("[data-testid=told]").TextContent, StringComparison.Ordinal);
        Assert.Contains("What the client was told", sent.Find("[data-testid=told]").TextContent, StringComparison.Ordinal);
        Assert.Contains("to: https://app.example.com/callback", sent.Find("[data-testid=told]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_that_is_not_kept_says_why_and_leads_back()
    {
        var page = Render<RefusalPage>(page => page.Add(p => p.Trace, "6f9619ff-8b86-d011-b42d-ffffffffffff"));

        var said = page.Find(".dx-empty").TextContent;
        Assert.Equal("This node keeps no refusal of this trace.", page.Find(".dx-answer").TextContent);
        Assert.Contains("Another node refused it.", said, StringComparison.Ordinal);
        Assert.Contains("this node has restarted", said, StringComparison.Ordinal);
        Assert.Equal("refusals", page.Find(".dx-empty .dx-button").GetAttribute("href"));
    }

    [Fact]
    public async Task The_palette_leads_from_a_pasted_trace_to_its_page_and_from_nothing_else()
    {
        var palette = new RefusalPalette();

        var found = Assert.Single(await palette.FindAsync("X-Request-Id: 6F9619FF-8B86-D011-B42D-00CF4FC964FF", Xunit.TestContext.Current.CancellationToken));
        Assert.Equal("refusals/6f9619ff-8b86-d011-b42d-00cf4fc964ff", found.Href);
        Assert.Empty(await palette.FindAsync("refusals", Xunit.TestContext.Current.CancellationToken));
    }

    private static Func<RefusalRecord, RefusalRecord> GivenRefusalScope(string scope) => record => record with
    {
        Facts = RequestFacts.Read("POST", "", null, GivenFlow.Form($"grant_type=client_credentials&scope={Uri.EscapeDataString(scope)}")),
    };

    private static (string Text, string? Href) Verb(IRenderedComponent<RefusalPage> page)
    {
        var verb = page.Find("[data-testid=stopped] .dx-button");
        return (verb.TextContent.Trim(), verb.GetAttribute("href"));
    }

    private IRenderedComponent<RefusalPage> Open(RefusalRecord record) => Render<RefusalPage>(page => page.Add(p => p.Trace, record.RequestId));
}
