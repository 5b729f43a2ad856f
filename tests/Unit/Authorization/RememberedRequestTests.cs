using Dex.Domain.Authorization;
using Dex.Domain.Policies;
using Dex.Domain.Tokens;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>What a request that passes leaves behind (protocol 4.4.1).</summary>
public sealed class RememberedRequestTests
{
    [Fact]
    public async Task Every_parameter_is_remembered_in_its_one_form()
    {
        var bench = new FlowBench(FlowBench.Serving("code", "token", "id_token"));
        bench.Tokens.Add("hint", """{"sub":"CgRqYW5l","aud":"somebody-else"}""");
        bench.Tokens.Expired.Add("hint");

        var request = (await bench.ValidateAsync(
            ("response_type", "token code id_token code"), ("scope", " email  openid email "), ("state", "a state"), ("nonce", "n1"),
            ("code_challenge", "challenge"), ("code_challenge_method", "S256"), ("prompt", "select_account login"), ("max_age", "90"),
            ("login_hint", "jane@example.com"), ("connector_id", "up"), ("id_token_hint", "hint"))).Request!;

        Assert.Equal(
            Outcome.Json(new AuthorizationRequest
            {
                Id = request.Id,
                ClientId = "app",
                ResponseTypes = ["code", "id_token", "token"],
                ResponseMode = ResponseMode.Fragment,
                RedirectUri = GivenFlow.Callback,
                Scopes = ["email", "openid", "email"],
                State = "a state",
                Nonce = "n1",
                CodeChallenge = "challenge",
                CodeChallengeMethod = "S256",
                Prompt = ["login", "select_account"],
                MaxAge = TimeSpan.FromSeconds(90),
                LoginHint = "jane@example.com",
                HintedSubject = "CgRqYW5l",
                ConnectorId = "up",
                ProofKey = request.ProofKey,
                ExpiresAt = Given.Now.AddHours(24),
            }),
            Outcome.Json(request));
    }

    [Fact]
    public async Task What_was_not_sent_is_empty()
    {
        var request = (await new FlowBench().ValidateAsync(("state", null))).Request!;

        Assert.Equal(
            Outcome.Json(new AuthorizationRequest
            {
                Id = request.Id,
                ClientId = "app",
                ResponseTypes = ["code"],
                RedirectUri = GivenFlow.Callback,
                Scopes = ["openid"],
                CodeChallengeMethod = "plain",
                ConnectorId = "",
                ProofKey = request.ProofKey,
                ExpiresAt = Given.Now.AddHours(24),
            }),
            Outcome.Json(request));
    }

    [Fact]
    public async Task Each_request_has_an_id_and_a_proof_key_of_its_own()
    {
        var bench = new FlowBench();
        var first = (await bench.ValidateAsync()).Request!;
        var second = (await bench.ValidateAsync()).Request!;

        Assert.Matches("^[a-z][a-z2-7]{24}$", first.Id);
        Assert.NotEqual(first.Id, second.Id);
        Assert.NotEqual(first.ProofKey, second.ProofKey);
    }

    [Fact]
    public async Task A_request_lives_as_long_as_the_file_says()
    {
        var bench = new FlowBench(Given.File() with { Lifetimes = new Lifetimes { AuthorizationRequests = TimeSpan.FromMinutes(7) } });

        Assert.Equal(Given.Now.AddMinutes(7), (await bench.ValidateAsync()).Request?.ExpiresAt);
    }

    [Theory]
    [InlineData("force", "", true)]
    [InlineData("", "consent", true)]
    [InlineData("force", "login consent", true)]
    [InlineData("", "login", false)]
    [InlineData("auto", "", false)]
    [InlineData("Force", "select_account", false)]
    public async Task Consent_is_forced_by_either_parameter(string approvalPrompt, string prompt, bool forces) => Assert.Equal(
        forces, (await new FlowBench().ValidateAsync(("approval_prompt", approvalPrompt), ("prompt", prompt))).Request?.ForcesConsent);

    [Theory]
    [InlineData("jane@example.com", true)]
    [InlineData("Jane Doe é", true)]
    [InlineData("jane\r\nX-Evil: 1", false)]
    [InlineData("jane\0", false)]
    [InlineData("jane\u0085", false)]
    public async Task A_login_hint_with_control_characters_is_dropped(string hint, bool isKept) =>
        Assert.Equal(isKept ? hint : "", (await new FlowBench().ValidateAsync(("login_hint", hint))).Request?.LoginHint);

    [Theory]
    [InlineData(320, 320)]
    [InlineData(321, 0)]
    public async Task A_login_hint_longer_than_any_address_is_dropped(int length, int kept) =>
        Assert.Equal(kept, (await new FlowBench().ValidateAsync(("login_hint", new string('j', length)))).Request?.LoginHint.Length);

    // V20. Signature and issuer are the verifier's part; only the subject is used.
    [Theory]
    [InlineData("""{"sub":"CgRqYW5l"}""", TokenPurpose.Bearer, true)]
    [InlineData("""{"sub":"CgRqYW5l"}""", TokenPurpose.Logout, false)]
    [InlineData("""{"aud":"app"}""", TokenPurpose.Bearer, false)]
    [InlineData("""{"sub":7}""", TokenPurpose.Bearer, false)]
    public async Task A_hint_is_an_id_token_of_ours_that_names_somebody(string payload, string type, bool passes)
    {
        var bench = new FlowBench();
        bench.Tokens.Add("hint", payload, type);

        var validation = await bench.ValidateAsync(("id_token_hint", "hint"));

        Assert.Equal(passes ? null : "id_token_hint.invalid", validation.Failure?.Error.Rule.Id);
        Assert.Equal(passes ? "CgRqYW5l" : null, validation.Request?.HintedSubject);
    }

    [Fact]
    public async Task A_hint_is_never_logged()
    {
        var error = (await new FlowBench().ValidateAsync(("id_token_hint", "a-secret-token"))).Failure!.Error;

        Assert.DoesNotContain("a-secret-token", $"{error.Description} {error.Expected} {error.Received}", StringComparison.Ordinal);
    }
}
