using Dex.Domain.Authorization;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

public sealed class StepAddressTests
{
    private static readonly Issuer Issuer = new("https://id.example.com/dex");
    private static readonly AuthorizationRequest Request = GivenFlow.Request();

    [Fact]
    public void Steps_lead_back_to_the_dispatcher_with_the_proof_of_what_was_done() => Assert.Equal(
        $"/dex/auth?hmac={StepProof.Of(Request.ProofKey, "req-1", StepProof.Approved)}&req=req-1",
        StepAddress.Dispatcher(Issuer, Request, StepProof.Approved));

    [Fact]
    public void The_consent_page_gets_the_proof_of_its_own_step() => Assert.Equal(
        $"/dex/approval?hmac={StepProof.Of(Request.ProofKey, "req-1", StepProof.Approval)}&req=req-1", StepAddress.Approval(Issuer, Request));

    [Fact]
    public void An_issuer_without_a_path_has_addresses_at_the_root()
    {
        var root = new Issuer("https://id.example.com");

        Assert.StartsWith("/auth?hmac=", StepAddress.Dispatcher(root, Request, StepProof.Continue), StringComparison.Ordinal);
        Assert.Equal("/auth/up", StepAddress.Connector(root, "up", ""));
        Assert.StartsWith("/auth?client_id=", StepAddress.Again(root, Request), StringComparison.Ordinal);
    }

    // F-12.
    [Theory]
    [InlineData("up", "up")]
    [InlineData("a b/c%", "a%20b%2Fc%25")]
    [InlineData("a%20b", "a%2520b")]
    [InlineData("é?#;", "%C3%A9%3F%23%3B")]
    public void A_connector_id_is_escaped_once(string id, string segment)
    {
        Assert.Equal($"/dex/auth/{segment}?a=b", StepAddress.Connector(Issuer, id, "a=b"));
        Assert.Equal($"/dex/auth/{segment}", StepAddress.Connector(Issuer, id, ""));
        Assert.Equal($"/dex/auth/{segment}/login?back=&state=req-1", StepAddress.Password(Issuer, id, "req-1", ""));
    }

    [Fact]
    public void The_password_page_carries_its_way_back_as_one_value() => Assert.Equal(
        "/dex/auth/ldap/login?back=%2Fdex%2Fauth%3Fclient_id%3Dapp%26state%3Dx%252By&state=req-1",
        StepAddress.Password(Issuer, "ldap", "req-1", "/dex/auth?client_id=app&state=x%2By"));

    [Fact]
    public void To_begin_again_keeps_every_parameter_of_the_request()
    {
        var request = Request with
        {
            ResponseTypes = ["code", "id_token"],
            ResponseMode = ResponseMode.FormPost,
            Scopes = ["openid", "email", "email"],
            State = "a b&c=é",
            Nonce = "n1",
            CodeChallenge = "challenge",
            CodeChallengeMethod = "S256",
            MaxAge = TimeSpan.FromSeconds(90),
        };

        Assert.Equal(
            "/dex/auth?client_id=app&code_challenge=challenge&code_challenge_method=S256&max_age=90&nonce=n1&prompt=select_account"
            + "&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&response_mode=form_post&response_type=code+id_token&scope=openid+email+email"
            + "&state=a+b%26c%3D%C3%A9",
            StepAddress.Again(Issuer, request));
    }

    [Fact]
    public void To_begin_again_adds_nothing_that_the_client_did_not_send() => Assert.Equal(
        "/dex/auth?client_id=app&prompt=select_account&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&response_type=code&scope=openid+email",
        StepAddress.Again(Issuer, Request with { State = "", LoginHint = "jane", HintedSubject = "CgRqYW5l" }));

    [Fact]
    public void To_begin_again_forces_consent_when_the_client_did() => Assert.Contains(
        "&prompt=consent+select_account&", StepAddress.Again(Issuer, Request with { ForcesConsent = true }), StringComparison.Ordinal);

    [Fact]
    public void To_begin_again_asks_for_a_fragment_where_one_was_asked_for() => Assert.Contains(
        "&response_mode=fragment&", StepAddress.Again(Issuer, Request with { ResponseMode = ResponseMode.Fragment }), StringComparison.Ordinal);

    [Fact]
    public async Task A_request_that_begins_again_passes_and_is_the_same_request()
    {
        var bench = new FlowBench(FlowBench.Serving("code", "id_token"));
        var first = (await bench.ValidateAsync(
            ("response_type", "id_token code"), ("nonce", "n"), ("max_age", "+90"), ("approval_prompt", "force"), ("response_mode", "form_post"),
            ("scope", "openid  audience:server:client_id:api email"), ("code_challenge", "c"), ("state", "é&+%"))).Request!;

        var query = StepAddress.Again(Issuer, first).Split('?')[1];
        var second = (await bench.Validator.ValidateAsync(
            new AuthorizationParameters(FormParameters.Empty, GivenFlow.Form(query)), 404, FlowBench.Address, Xunit.TestContext.Current.CancellationToken)).Request!;

        Assert.Equal(
            Outcome.Json(first with { Prompt = ["consent", "select_account"] }), Outcome.Json(second with { Id = first.Id, ProofKey = first.ProofKey }));
    }

    [Theory]
    [InlineData("/auth")]
    [InlineData("/dex/auth?client_id=app&redirect_uri=https%3A%2F%2Fapp.example%2Fcb&state=a+b")]
    [InlineData("/dex/auth?next=//evil.example")]
    [InlineData("/a//b")]
    [InlineData("/a:b@c")]
    [InlineData("/é")]
    public void A_rooted_path_is_an_acceptable_way_back(string back) => Assert.Equal(back, StepAddress.Acceptable(back));

    [Theory]
    [InlineData("")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/a\\..\\evil")]
    [InlineData("\\/evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("https:/evil.example/")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("evil.example")]
    [InlineData("auth?client_id=app")]
    [InlineData("./auth")]
    [InlineData("?x=1")]
    [InlineData("#x")]
    [InlineData(" /auth")]
    [InlineData("\t/auth")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\r\n/evil.example")]
    [InlineData("/\0/evil.example")]
    [InlineData("/auth\u007f")]
    [InlineData("/auth\u0085")]
    public void Everything_that_may_leave_the_host_is_dropped(string back) => Assert.Equal("", StepAddress.Acceptable(back));
}
