using Dex.Domain.Authorization;
using Dex.Domain.Identities;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>The consent page and its answer (protocol 4.11.2).</summary>
public sealed class ConsentStepTests
{
    private static readonly AuthorizationRequest Request = GivenFlow.Request().SignedIn() with { Scopes = ["openid", "email", "groups"] };
    private static readonly string Proof = StepProof.Of(Request.ProofKey, "req-1", StepProof.Approval);

    private readonly FlowBench _bench = new();

    public ConsentStepTests()
    {
        _bench.Stored(Request);
        _bench.Identities.Put(GivenFlow.Identity() with
        {
            Consents = [new("other", ["openid", "profile"], Given.Now), new("app", ["openid", "profile"], Given.Now)],
        });
        _bench.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_visit_asks_for_what_the_request_wants_and_offers_to_be_somebody_else()
    {
        var asked = Assert.IsType<ConsentAsked>(await VisitAsync("GET"));

        Assert.Equal(("app", "req-1"), (asked.Client.Id, asked.Request.Id));
        Assert.Equal([new(AccessKind.Email, "jane@example.com"), new(AccessKind.Groups, "staff, authors")], asked.Accesses);
        Assert.Equal(StepAddress.Again(new Issuer("https://id.example.com/dex"), Request), asked.SwitchUrl);
    }

    [Fact]
    public async Task A_visit_changes_nothing_whatever_it_says()
    {
        Assert.IsType<ConsentAsked>(await VisitAsync("GET", answer: "approve"));
        Assert.IsType<ConsentAsked>(await VisitAsync("GET", answer: "rejected"));

        Assert.Equal(["openid", "profile"], await AllowedAsync("app"));
        Assert.Same(Request, _bench.Requests["req-1"]);
    }

    [Fact]
    public async Task Yes_goes_back_to_the_dispatcher_with_the_proof_of_it()
    {
        (await VisitAsync("POST", answer: "approve"))
            .AssertOnward($"/dex/auth?hmac={StepProof.Of(Request.ProofKey, "req-1", StepProof.Approved)}&req=req-1", 303);

        Assert.Same(Request, _bench.Requests["req-1"]);
    }

    [Fact]
    public async Task Yes_is_remembered_as_the_scopes_of_this_request_and_replaces_what_was_allowed_before()
    {
        await VisitAsync("POST", answer: "approve");

        var consent = (await JaneAsync()).Consents.Single(consent => consent.ClientId == "app");
        Assert.Equal(["openid", "email", "groups"], consent.Scopes);
        Assert.Equal(Given.Now.AddMinutes(1), consent.GrantedAt);
        Assert.Equal(["openid", "profile"], await AllowedAsync("other"));
    }

    [Fact]
    public async Task Yes_counts_also_when_it_cannot_be_remembered_which_is_logged()
    {
        _bench.Identities.ConsentFailure = new StorageUnavailableException("The database is gone.");

        Assert.IsType<Onward>(await VisitAsync("POST", answer: "approve"));

        Assert.Equal((LogLevel.Error, "failed to store the consent app"), (Assert.Single(_bench.Log.Lines).Level, _bench.Log.Text));
    }

    [Fact]
    public async Task Yes_counts_also_when_the_person_was_forgotten_meanwhile()
    {
        _bench.Stored(Request with { ConnectorId = "ldap" });

        Assert.IsType<Onward>(await VisitAsync("POST", answer: "approve"));

        Assert.Equal(["openid", "profile"], await AllowedAsync("app"));
    }

    // F-22.
    [Fact]
    public async Task No_ends_the_request_and_is_told_to_the_client()
    {
        var failure = (await VisitAsync("POST", answer: "rejected")).AssertTold("consent.refused", "access_denied");

        Assert.Equal(("xyz", "app"), (failure.Response.Member("state"), failure.Error.ClientId));
        Assert.Empty(_bench.Requests.All);
        Assert.Empty(_bench.Requests.Codes);
        Assert.Equal(["openid", "profile"], await AllowedAsync("app"));
    }

    [Fact]
    public async Task No_is_told_by_the_way_that_the_request_asked_for()
    {
        _bench.Stored(Request with { ResponseMode = ResponseMode.FormPost });

        (await VisitAsync("POST", answer: "rejected")).AssertTold("consent.refused", "access_denied", ResponseMode.FormPost);
    }

    [Fact]
    public async Task No_is_worth_nothing_once_somebody_else_has_signed_in()
    {
        _bench.Requests.BeforeWrite = requests => requests.Put(Request with { ProofKey = "key of a later login" });

        (await VisitAsync("POST", answer: "rejected")).AssertPage("flow.request_gone", 400);

        Assert.Single(_bench.Requests.All);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Approve")]
    [InlineData("reject")]
    [InlineData("yes")]
    public async Task Neither_yes_nor_no_is_refused_and_changes_nothing(string answer)
    {
        (await VisitAsync("POST", answer: answer)).AssertPage("consent.answer_invalid", 400);

        Assert.Same(Request, _bench.Requests["req-1"]);
        Assert.Equal(["openid", "profile"], await AllowedAsync("app"));
    }

    [Fact]
    public async Task A_second_answer_finds_no_request()
    {
        await VisitAsync("POST", answer: "rejected");

        (await VisitAsync("POST", answer: "approve")).AssertPage("flow.request_gone", 400);
    }

    // F-56, and the order: method, proof, request, person, proof of this step, answer.
    [Theory]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("OPTIONS")]
    public async Task Another_method_is_refused_first(string method) =>
        (await VisitAsync(method, "nowhere", "")).AssertPage("consent.method", 405);

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task A_proof_must_come_before_anything_is_looked_up(string method) =>
        (await VisitAsync(method, "nowhere", "")).AssertPage("flow.proof_missing", 401);

    [Theory]
    [InlineData("")]
    [InlineData("REQ-1")]
    [InlineData("nowhere")]
    public async Task An_unknown_request_is_gone(string id) => (await VisitAsync("POST", id, Proof)).AssertPage("flow.request_gone", 400);

    [Fact]
    public async Task Before_anybody_has_signed_in_nothing_is_asked_also_with_a_wrong_proof()
    {
        _bench.Stored(Request with { Person = null, AuthTime = null });

        (await VisitAsync("GET")).AssertPage("flow.not_signed_in", 400);
        (await VisitAsync("GET", proof: "wrong")).AssertPage("flow.not_signed_in", 400);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "approve")]
    [InlineData("POST", "rejected")]
    [InlineData("POST", "magic")]
    public async Task The_proof_of_another_step_request_or_login_is_refused_and_changes_nothing(string method, string answer)
    {
        string[] proofs =
        [
            "wrong",
            StepProof.Of(Request.ProofKey, "req-1", StepProof.Continue),
            StepProof.Of(Request.ProofKey, "req-1", StepProof.Approved),
            StepProof.Of(Request.ProofKey, "req-2", StepProof.Approval),
            StepProof.Of("key of an earlier login", "req-1", StepProof.Approval),
        ];

        foreach (var proof in proofs)
        {
            (await VisitAsync(method, proof: proof, answer: answer)).AssertPage("flow.proof_invalid", 401);
        }

        Assert.Same(Request, _bench.Requests["req-1"]);
        Assert.Equal(["openid", "profile"], await AllowedAsync("app"));
    }

    [Fact]
    public async Task A_client_that_is_gone_meanwhile_is_not_asked_for()
    {
        _bench.Stored(Request with { ClientId = "gone" });

        (await VisitAsync("GET")).AssertPage("flow.request_gone", 400);
    }

    private Task<FlowOutcome> VisitAsync(string method, string id = "req-1", string? proof = null, string answer = "") =>
        _bench.Consent.HandleAsync(method, id, proof ?? Proof, answer, Xunit.TestContext.Current.CancellationToken);

    private async Task<UserIdentity> JaneAsync() => (await _bench.Identities.FindAsync("up", "jane-1", Xunit.TestContext.Current.CancellationToken))!;

    private async Task<IEnumerable<string>> AllowedAsync(string client) =>
        (await JaneAsync()).Consents.Single(consent => consent.ClientId == client).Scopes;
}
