using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>Protocol 4.4: of two faults the one that is judged first is told, and what is displayed goes before what is redirected.</summary>
public sealed class AuthorizationRequestOrderTests
{
    /// <summary>In the order of the specification, each as what it changes in a request that passes.</summary>
    private static readonly (string Rule, (string Name, string? Value)[] Changes)[] Faults =
    [
        ("client.unknown", [("client_id", "nobody")]),
        ("client.disabled", [("client_id", "off")]),
        ("redirect_uri.unregistered", [("redirect_uri", "https://evil.example/cb")]),
        ("redirect_uri.unusable", [("redirect_uri", "javascript:alert(1)")]),
        ("connector.unknown", [("connector_id", "nowhere")]),
        ("connector.not_allowed", [("connector_id", "ldap")]),
        ("request.object_unsupported", [("request", "eyJ")]),
        ("request.uri_unsupported", [("request_uri", "urn:x")]),
        ("pkce.method_unsupported", [("code_challenge_method", "S512")]),
        ("pkce.required_by_server", [("code_challenge", null)]),
        ("scope.openid_missing", [("scope", "email")]),
        ("scope.too_many", [("scope", "openid" + string.Concat(Enumerable.Repeat(" email", 100)))]),
        ("scope.unknown", [("scope", "openid bogus")]),
        ("audience.untrusted", [("scope", "openid audience:server:client_id:vault")]),
        ("response_type.unknown", [("response_type", "code magic")]),
        ("response_type.disabled_by_server", [("response_type", "code token")]),
        ("response_type.missing", [("response_type", null)]),
        ("response_type.disabled_by_client", [("response_type", "code id_token")]),
        ("response_mode.invalid", [("response_mode", "web_message")]),
        ("prompt.invalid", [("prompt", "magic")]),
        ("max_age.invalid", [("max_age", "-1")]),
        ("id_token_hint.invalid", [("id_token_hint", "forged")]),
    ];

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var (first, i) in Faults.Select((fault, i) => (fault, i)))
            {
                foreach (var second in Faults[(i + 1)..].Where(second => !ContradictEachOther(first.Changes, second.Changes)))
                {
                    pairs.Add(first.Rule, second.Rule);
                }
            }

            return pairs;
        }
    }

    public static TheoryData<string> Alone => [.. Faults.Select(fault => fault.Rule)];

    [Theory]
    [MemberData(nameof(Alone))]
    public async Task Each_fault_alone_is_found(string rule) => Assert.Equal(rule, await RefuseAsync(Of(rule)));

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Of_two_faults_the_earlier_is_told(string first, string second) =>
        Assert.Equal(first, await RefuseAsync([.. Of(second), .. Of(first)]));

    [Fact]
    public async Task A_request_with_every_fault_is_displayed()
    {
        var changes = Faults.Reverse().SelectMany(fault => fault.Changes).ToArray();

        Assert.Equal("client.unknown", await RefuseAsync(changes));
    }

    // Two faults of one parameter.
    [Theory]
    [InlineData("email bogus", "scope.openid_missing")]
    [InlineData("email audience:server:client_id:vault", "scope.openid_missing")]
    [InlineData("openid audience:server:client_id:vault bogus", "scope.unknown")]
    public async Task Of_two_faulty_scopes_the_earlier_check_wins(string scope, string rule) => Assert.Equal(rule, await RefuseAsync(("scope", scope)));

    // Where everything is served, V15 to V17 and the response mode can be reached.
    [Theory]
    [InlineData("response_type.unknown", "token magic", "", "cb", "")]
    [InlineData("response_type.token_alone", "token", "", "oob", "web_message")]
    [InlineData("nonce.missing", "id_token token", "", "oob", "web_message")]
    [InlineData("response_type.token_out_of_band", "id_token token", "n", "oob", "web_message")]
    [InlineData("response_type.token_out_of_band", "code token", "", "oob", "query")]
    [InlineData("response_mode.invalid", "code", "", "oob", "form_post")]
    [InlineData("prompt.invalid", "code", "", "oob", "")]
    public async Task Faults_of_the_answer_have_their_order_too(string rule, string responseType, string nonce, string address, string responseMode)
    {
        var bench = new FlowBench(FlowBench.Serving("code", "token", "id_token"));
        bench.App = bench.App with { RedirectUris = [GivenFlow.Callback, "urn:ietf:wg:oauth:2.0:oob"] };

        var validation = await bench.ValidateAsync(
            ("response_type", responseType), ("nonce", nonce), ("response_mode", responseMode), ("prompt", "magic"),
            ("redirect_uri", address == "oob" ? "urn:ietf:wg:oauth:2.0:oob" : GivenFlow.Callback));

        Assert.Equal(rule, validation.Failure?.Error.Rule.Id);
    }

    [Fact]
    public async Task What_the_client_may_not_goes_before_a_missing_nonce()
    {
        var bench = Bench();

        Assert.Equal("response_type.disabled_by_client", await RefuseAsync(bench, ("response_type", "id_token"), ("nonce", null)));
        bench.App = bench.App with { AllowedGrantTypes = null };
        Assert.Equal("nonce.missing", await RefuseAsync(bench, ("response_type", "id_token"), ("nonce", null), ("response_mode", "query")));
    }

    [Fact]
    public async Task What_the_client_demands_of_PKCE_goes_before_the_scopes()
    {
        var bench = new FlowBench();
        bench.App = bench.App with { PkceRequired = true };

        Assert.Equal("request.uri_unsupported", await RefuseAsync(bench, ("scope", "email"), ("code_challenge", null), ("request_uri", "urn:x")));
        Assert.Equal("pkce.required_by_client", await RefuseAsync(bench, ("scope", "email"), ("code_challenge", null)));
    }

    private static bool ContradictEachOther((string Name, string? Value)[] first, (string Name, string? Value)[] second) =>
        second.Any(change => first.Any(other => other.Name == change.Name))
        // Without a challenge nobody asks for its method.
        || (first is [("code_challenge_method", _)] && second is [("code_challenge", _)]);

    private static (string Name, string? Value)[] Of(string rule) => Faults.Single(fault => fault.Rule == rule).Changes;

    private static Task<string?> RefuseAsync(params (string Name, string? Value)[] changes) => RefuseAsync(Bench(), changes);

    private static async Task<string?> RefuseAsync(FlowBench bench, params (string Name, string? Value)[] changes) =>
        (await bench.ValidateAsync([("code_challenge", "c"), ("code_challenge_method", "S256"), ("nonce", "n"), .. changes])).Failure?.Error.Rule.Id;

    private static FlowBench Bench()
    {
        var bench = new FlowBench(FlowBench.Serving("code", "id_token") with { Pkce = new PkcePolicy { Enforce = true } });
        bench.App = bench.App with
        {
            RedirectUris = [GivenFlow.Callback, "javascript:alert(1)"],
            AllowedConnectors = ["up"],
            AllowedGrantTypes = [GrantTypes.AuthorizationCode],
        };
        return bench;
    }
}
