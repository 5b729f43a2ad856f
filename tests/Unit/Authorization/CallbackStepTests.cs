using Dex.Domain.Authorization;
using Dex.Domain.Connectors;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>The browser comes back from the upstream provider (protocol 4.8).</summary>
public sealed class CallbackStepTests
{
    private static readonly Dictionary<string, string> Headers = new(StringComparer.OrdinalIgnoreCase) { ["Accept"] = "text/html" };
    private static readonly CallbackVisit Get = new("GET", false, null, GivenFlow.Form("code=c&state=req-1"), FormParameters.Empty, Headers);
    private static readonly CallbackVisit Post = Get with { Method = "POST", Query = FormParameters.Empty, Form = GivenFlow.Form("RelayState=req-1") };

    private readonly FlowBench _bench = new(null, new TestTokenConnector(GivenFlow.Connector("exchange")));

    public CallbackStepTests() =>
        _bench.Stored(GivenFlow.Request() with { ConnectorData = "left at the start", Scopes = ["openid", "groups"] });

    [Fact]
    public async Task The_person_whom_the_answer_names_is_signed_in()
    {
        var outcome = await VisitAsync(Get);

        var stored = _bench.Requests["req-1"];
        Assert.Equal((GivenFlow.Jane, "upstream token"), (stored.Person, stored.ConnectorData));
        outcome.AssertOnward($"/dex/auth?hmac={StepProof.Of(stored.ProofKey, "req-1", StepProof.Continue)}&req=req-1", 303);
    }

    [Fact]
    public async Task The_connector_gets_the_answer_and_what_it_left_at_the_start()
    {
        await VisitAsync(Get);

        var answer = Assert.Single(_bench.Up.Answers);
        Assert.Equal(
            (new ConnectorScopes(false, true), "left at the start", "https://id.example.com/dex/callback"),
            (answer.Scopes, answer.ConnectorData, answer.CallbackUrl));
        Assert.Equal("c", answer.Query["code"]);
        Assert.Same(Headers, answer.Headers);
    }

    [Fact]
    public async Task An_address_that_names_the_connector_serves_its_own_requests_only()
    {
        (await VisitAsync(Get with { IsPinned = true, ConnectorId = "ldap" })).AssertPage("flow.connector_differs", 400);
        (await VisitAsync(Get with { IsPinned = true, ConnectorId = null })).AssertPage("flow.connector_differs", 400);
        (await VisitAsync(Get with { IsPinned = true, ConnectorId = "UP" })).AssertPage("flow.connector_differs", 400);
        Assert.Empty(_bench.Up.Answers);

        Assert.IsType<Onward>(await VisitAsync(Get with { IsPinned = true, ConnectorId = "up" }));
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task Another_method_is_refused_first(string method) =>
        (await VisitAsync(Get with { Method = method, Query = FormParameters.Empty })).AssertPage("flow.method", 400);

    [Fact]
    public async Task An_answer_must_say_which_request_it_belongs_to()
    {
        (await VisitAsync(Get with { Query = GivenFlow.Form("code=c") })).AssertPage("flow.state_missing", 400);
        (await VisitAsync(Get with { Query = GivenFlow.Form("state=&RelayState=req-1") })).AssertPage("flow.state_missing", 400);
        (await VisitAsync(Get with { Query = FormParameters.Empty, Form = GivenFlow.Form("state=req-1") })).AssertPage("flow.state_missing", 400);
        (await VisitAsync(Post with { Form = GivenFlow.Form("state=req-1"), Query = Get.Query })).AssertPage("flow.state_missing", 400);
    }

    [Theory]
    [InlineData("state=req-2")]
    [InlineData("state=REQ-1")]
    [InlineData("state=req-2&state=req-1")]
    public async Task An_unknown_request_is_gone(string query) =>
        (await VisitAsync(Get with { Query = GivenFlow.Form(query), IsPinned = true, ConnectorId = "x" })).AssertPage("flow.request_gone", 400);

    [Fact]
    public async Task An_expired_request_is_gone()
    {
        _bench.Clock.Advance(TimeSpan.FromHours(24));

        (await VisitAsync(Get)).AssertPage("flow.request_gone", 400);
        Assert.Empty(_bench.Up.Answers);
    }

    [Fact]
    public async Task Nobody_posts_to_a_connector_that_redirects()
    {
        (await VisitAsync(Post)).AssertPage("flow.method", 400);

        Assert.Empty(_bench.Up.Answers);
    }

    [Theory]
    [InlineData("GET", "ldap", "flow.connector_kind", 400)]
    [InlineData("POST", "ldap", "flow.connector_kind", 400)]
    [InlineData("GET", "exchange", "flow.connector_kind", 400)]
    [InlineData("GET", "gone", "flow.connector_unavailable", 500)]
    public async Task A_connector_of_another_kind_or_none_is_a_page(string method, string connector, string rule, int status)
    {
        _bench.Stored(GivenFlow.Request(connector: connector));

        (await VisitAsync(method == "GET" ? Get : Post)).AssertPage(rule, status);
    }

    [Fact]
    public async Task A_connector_that_cannot_be_opened_is_a_page_and_a_line_in_the_log()
    {
        _bench.Connectors.Broken.Add("up");

        (await VisitAsync(Get)).AssertPage("flow.connector_unavailable", 500);

        Assert.Equal((LogLevel.Error, "failed to authenticate up"), (Assert.Single(_bench.Log.Lines).Level, _bench.Log.Text));
    }

    // F-20.
    [Fact]
    public async Task A_refusal_upstream_is_told_to_the_client() =>
        (await FailAsync(new UpstreamDeniedException("the person said no"))).AssertTold("upstream.denied", "access_denied");

    [Fact]
    public async Task A_failure_upstream_is_told_to_the_client() =>
        (await FailAsync(new ConnectorException("the secret s3cret is wrong"))).AssertTold("upstream.failed", "server_error");

    [Fact]
    public async Task What_is_told_to_the_client_travels_as_the_request_asked_and_tells_no_cause()
    {
        _bench.Stored(GivenFlow.Request() with { ResponseMode = ResponseMode.Fragment });

        var failure = (await FailAsync(new ConnectorException("the secret s3cret is wrong")))
            .AssertTold("upstream.failed", "server_error", ResponseMode.Fragment);

        Assert.StartsWith($"{GivenFlow.Callback}#error=server_error&", failure.Response.Location, StringComparison.Ordinal);
        Assert.Equal("xyz", failure.Response.Member("state"));
        Assert.DoesNotContain("s3cret", failure.Response.Location, StringComparison.Ordinal);
        Assert.Equal(("app", true, "up"), (failure.Error.ClientId, failure.Error.ClientIsKnown, failure.Error.Received));
    }

    [Fact]
    public async Task Who_is_in_none_of_the_required_groups_is_told_so_by_a_page()
    {
        var failure = (await FailAsync(new RequiredGroupsException("jane is not in staff"))).AssertPage("upstream.required_groups", 403);

        Assert.DoesNotContain("jane", failure.Sentence + failure.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_answer_ends_nothing_because_anybody_may_have_forged_it()
    {
        await FailAsync(new UpstreamDeniedException("no"));
        _bench.Up.Failure = null;

        Assert.IsType<Onward>(await VisitAsync(Get));
    }

    [Fact]
    public async Task Who_is_blocked_gets_a_page()
    {
        _bench.Identities.Put(GivenFlow.Identity() with { BlockedUntil = DateTimeOffset.MaxValue });

        (await VisitAsync(Get)).AssertPage("login.blocked", 403);
    }

    private Task<FlowOutcome> VisitAsync(CallbackVisit visit) => _bench.Callback.HandleAsync(visit, Xunit.TestContext.Current.CancellationToken);

    private async Task<FlowOutcome> FailAsync(Exception failure)
    {
        _bench.Up.Failure = failure;
        var outcome = await VisitAsync(Get);
        Assert.Equal((LogLevel.Error, "failed to authenticate up"), (Assert.Single(_bench.Log.Lines).Level, _bench.Log.Text));
        Assert.Null(_bench.Requests["req-1"].Person);
        return outcome;
    }
}
