using Dex.Domain.Authorization;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>The password page (protocol 4.7), row by row.</summary>
public sealed class PasswordStepTests
{
    private static readonly PasswordVisit Get = new("GET", "ldap", "req-1", "", "", "", "192.0.2.7");
    private static readonly PasswordVisit Post = Get with { Method = "POST", Username = "jane", Password = TestPasswordConnector.Right };

    private readonly FlowBench _bench = new();

    public PasswordStepTests() => _bench.Stored(GivenFlow.Request(connector: "ldap") with { LoginHint = "jane@example.com" });

    [Fact]
    public async Task A_visit_shows_the_form_with_the_hint_of_the_client()
    {
        var asked = Assert.IsType<PasswordAsked>(await VisitAsync(Get with { Back = "/dex/auth?client_id=app" }));

        Assert.Equal(("app", "req-1", "Badge number", "jane@example.com"), (asked.Client?.Id, asked.Request.Id, asked.Connector.Prompt, asked.Username));
        Assert.Equal("/dex/auth?client_id=app", asked.BackLink);
        Assert.Null(asked.Refusal);
        Assert.Empty(_bench.Ldap.Attempts);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_way_back_that_leaves_the_host_is_dropped(string method)
    {
        var asked = Assert.IsType<PasswordAsked>(await VisitAsync(Post with { Method = method, Password = "wrong", Back = "//evil.example/" }));

        Assert.Equal("", asked.BackLink);
    }

    [Fact]
    public async Task The_form_is_shown_also_when_the_client_is_gone_meanwhile()
    {
        _bench.Stored(GivenFlow.Request("req-2", "ldap") with { ClientId = "gone" });

        Assert.Null(Assert.IsType<PasswordAsked>(await VisitAsync(Get with { State = "req-2" })).Client);
    }

    [Fact]
    public async Task The_right_password_signs_in()
    {
        var outcome = await VisitAsync(Post);

        var stored = _bench.Requests["req-1"];
        Assert.Equal("jane-1", stored.Person?.UserId);
        outcome.AssertOnward($"/dex/auth?hmac={StepProof.Of(stored.ProofKey, "req-1", StepProof.Continue)}&req=req-1", 303);
        Assert.Equal([(new ConnectorScopes(false, false), new PasswordAttempt("jane", "right", "192.0.2.7"))], _bench.Ldap.Attempts);
    }

    [Fact]
    public async Task The_connector_learns_which_scopes_matter_to_it()
    {
        _bench.Stored(GivenFlow.Request(connector: "ldap") with { Scopes = ["openid", "groups", "offline_access"] });

        await VisitAsync(Post);

        Assert.Equal(new ConnectorScopes(true, true), Assert.Single(_bench.Ldap.Attempts).Scopes);
    }

    [Fact]
    public async Task A_wrong_password_shows_the_form_again_with_the_name_that_was_typed()
    {
        var asked = Assert.IsType<PasswordAsked>(await VisitAsync(Post with { Username = "Jane ", Password = "wrong" }));

        Assert.Equal(("Jane ", "login.wrong_password"), (asked.Username, asked.Refusal?.Rule.Id));
        Assert.Equal(("app", true), (asked.Refusal?.ClientId, asked.Refusal?.ClientIsKnown));
        Assert.Null(_bench.Requests["req-1"].Person);
    }

    [Fact]
    public async Task A_refusal_that_says_to_wait_is_passed_on()
    {
        _bench.Ldap.Refusal = new OAuthError(RefusalRules.LimitSignIns) { RetryAfter = TimeSpan.FromMinutes(5) };

        var asked = Assert.IsType<PasswordAsked>(await VisitAsync(Post with { Password = "wrong" }));

        Assert.Equal(("limit.sign_ins", TimeSpan.FromMinutes(5)), (asked.Refusal?.Rule.Id, asked.Refusal?.RetryAfter));
    }

    // Nobody has such a name or password, and hashing them would be work for nothing.
    [Fact]
    public async Task A_name_or_password_of_absurd_length_reaches_no_connector()
    {
        await VisitAsync(Post with { Username = new string('j', 321), Password = new string('p', 4097) });
        await VisitAsync(Post with { Username = new string('j', 320), Password = new string('p', 4096) });

        Assert.Equal([(0, 0), (320, 4096)], _bench.Ldap.Attempts.Select(made => (made.Attempt.Username.Length, made.Attempt.Password.Length)));
    }

    [Theory]
    [InlineData("", "flow.state_missing", 400)]
    [InlineData("req-2", "flow.request_gone", 400)]
    public async Task A_visit_without_its_request_is_refused(string state, string rule, int status)
    {
        (await VisitAsync(Get with { State = state })).AssertPage(rule, status);
        (await VisitAsync(Post with { State = state, ConnectorId = "other", Method = "PUT" })).AssertPage(rule, status);
    }

    [Fact]
    public async Task An_expired_request_is_gone()
    {
        _bench.Clock.Advance(TimeSpan.FromHours(24));

        (await VisitAsync(Post)).AssertPage("flow.request_gone", 400);
    }

    [Theory]
    [InlineData("up")]
    [InlineData("LDAP")]
    [InlineData(null)]
    public async Task Another_connector_in_the_address_is_refused(string? connector) =>
        (await VisitAsync(Post with { ConnectorId = connector })).AssertPage("flow.connector_differs", 400);

    [Fact]
    public async Task A_connector_that_cannot_be_opened_is_a_page_and_a_line_in_the_log()
    {
        _bench.Connectors.Broken.Add("ldap");

        (await VisitAsync(Get)).AssertPage("flow.connector_unavailable", 500);

        Assert.Equal((LogLevel.Error, "failed to login user ldap"), (Assert.Single(_bench.Log.Lines).Level, _bench.Log.Text));
    }

    [Fact]
    public async Task A_connector_that_is_gone_or_takes_no_passwords_is_a_page()
    {
        _bench.Stored(GivenFlow.Request("req-2", "up"));
        _bench.Stored(GivenFlow.Request("req-3", "gone"));

        (await VisitAsync(Get with { ConnectorId = "up", State = "req-2" })).AssertPage("flow.connector_kind", 400);
        (await VisitAsync(Get with { ConnectorId = "gone", State = "req-3" })).AssertPage("flow.connector_unavailable", 500);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("HEAD")]
    [InlineData("get")]
    public async Task Another_method_is_refused_last(string method)
    {
        (await VisitAsync(Post with { Method = method })).AssertPage("flow.method", 400);
        Assert.Empty(_bench.Ldap.Attempts);
    }

    [Fact]
    public async Task A_connector_that_fails_is_a_page_that_tells_nothing_of_the_cause()
    {
        _bench.Ldap.Failure = new ConnectorException("bind as cn=admin failed");

        var failure = (await VisitAsync(Post)).AssertPage("login.check_failed", 500);

        Assert.DoesNotContain("cn=admin", failure.Sentence + failure.Advice, StringComparison.Ordinal);
        Assert.Equal("failed to login user ldap", Assert.Single(_bench.Log.Lines).Text);
        Assert.Null(_bench.Requests["req-1"].Person);
    }

    [Fact]
    public async Task Who_is_blocked_learns_it_after_the_right_password_only()
    {
        _bench.Identities.Put(GivenFlow.Identity("ldap") with { BlockedUntil = DateTimeOffset.MaxValue });

        Assert.IsType<PasswordAsked>(await VisitAsync(Post with { Password = "wrong" }));
        (await VisitAsync(Post)).AssertPage("login.blocked", 403);
    }

    // The connector stands behind the limits, which log what they let through.
    [Fact]
    public async Task A_wrong_password_is_logged_once_with_the_name_and_never_the_password()
    {
        var limits = new PasswordLimits(new Dex.Domain.Limits.LimitSettings(), _bench.Clock);
        var limited = LimitedPasswordConnector.Around(_bench.Ldap, limits, _bench.Log.For<PasswordLimits>());
        var step = new PasswordStep(_bench.Requests, _bench.Applications, new FixedConnectors(limited), _bench.Completion, _bench.Log.For<PasswordStep>());

        await step.HandleAsync(Post with { Username = "jane\u0007", Password = "a-wrong-one" }, Xunit.TestContext.Current.CancellationToken);

        var line = Assert.Single(_bench.Log.Lines);
        Assert.Equal((LogLevel.Error, "failed login attempt: Invalid credentials. jane\\u0007 ldap"), (line.Level, line.Text));
    }

    [Fact]
    public void A_visit_does_not_print_what_was_typed() => Assert.Equal("PasswordVisit", $"{Post}");

    private Task<FlowOutcome> VisitAsync(PasswordVisit visit) => _bench.Password.HandleAsync(visit, Xunit.TestContext.Current.CancellationToken);
}
