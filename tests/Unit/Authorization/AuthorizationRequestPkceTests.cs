using Dex.Domain.Policies;
using Dex.Tests.Unit.Builders;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>What an authorization request must bring for PKCE (protocol 4.4.4, V7 and V8).</summary>
public sealed class AuthorizationRequestPkceTests
{
    private static readonly string[] Everything = ["code", "id_token"];

    [Theory]
    [InlineData("", "plain")]
    [InlineData(null, "plain")]
    [InlineData("plain", "plain")]
    [InlineData("S256", "S256")]
    public async Task Both_methods_are_taken_and_none_means_plain(string? method, string remembered)
    {
        var validation = await new FlowBench().ValidateAsync(("code_challenge", "c"), ("code_challenge_method", method));

        Assert.Equal(("c", remembered), (validation.Request?.CodeChallenge, validation.Request?.CodeChallengeMethod));
    }

    [Theory]
    [InlineData("S512")]
    [InlineData("s256")]
    [InlineData("PLAIN")]
    [InlineData("S256 plain")]
    public async Task Another_method_is_refused(string method) =>
        (await new FlowBench().ValidateAsync(("code_challenge", "c"), ("code_challenge_method", method)))
            .Failure.AssertTold("pkce.method_unsupported", "invalid_request");

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Where_only_S256_is_taken_plain_is_refused_named_or_not(string? method)
    {
        var bench = new FlowBench(With(new PkcePolicy { Methods = [PkcePolicy.S256] }));

        var error = (await bench.ValidateAsync(("code_challenge", "c"), ("code_challenge_method", method)))
            .Failure.AssertTold("pkce.method_unsupported", "invalid_request").Error;
        Assert.Equal(("S256", "plain"), (error.Expected, error.Received));
        Assert.False((await bench.ValidateAsync(("code_challenge", "c"), ("code_challenge_method", "S256"))).Failed);
    }

    [Fact]
    public async Task A_method_without_a_challenge_is_no_error_and_not_remembered()
    {
        var validation = await new FlowBench().ValidateAsync(("code_challenge_method", "S512"));

        Assert.Equal(("", "plain"), (validation.Request?.CodeChallenge, validation.Request?.CodeChallengeMethod));
    }

    [Fact]
    public async Task A_challenge_is_taken_as_it_is() =>
        Assert.Equal("short & odd", (await new FlowBench().ValidateAsync(("code_challenge", "short & odd"))).Request?.CodeChallenge);

    [Theory]
    [InlineData("code")]
    [InlineData("id_token")]
    [InlineData("code id_token")]
    public async Task A_server_may_demand_a_challenge_of_every_request(string responseType)
    {
        var bench = new FlowBench(With(new PkcePolicy { Enforce = true }));
        (string, string?)[] request = [("response_type", responseType), ("nonce", "n")];

        Assert.Equal("pkce.required_by_server", (await bench.ValidateAsync(request)).Failure?.Error.Rule.Id);
        Assert.False((await bench.ValidateAsync([.. request, ("code_challenge", "c")])).Failed);
    }

    [Theory]
    [InlineData("code", true)]
    [InlineData("code id_token", true)]
    [InlineData("id_token", false)]
    public async Task A_client_may_demand_a_challenge_where_there_is_a_code_to_protect(string responseType, bool refused)
    {
        var bench = new FlowBench(With(new PkcePolicy()));
        bench.App = bench.App with { PkceRequired = true };
        (string, string?)[] request = [("response_type", responseType), ("nonce", "n")];

        Assert.Equal(refused ? "pkce.required_by_client" : null, (await bench.ValidateAsync(request)).Failure?.Error.Rule.Id);
        Assert.False((await bench.ValidateAsync([.. request, ("code_challenge", "c")])).Failed);
    }

    [Fact]
    public async Task Without_either_a_challenge_is_nobodys_duty_also_of_a_public_client()
    {
        var bench = new FlowBench();
        bench.Clients.Put(GivenFlow.Native());

        Assert.False((await bench.ValidateAsync(("client_id", "native"), ("redirect_uri", "http://127.0.0.1:5555/cb"))).Failed);
    }

    [Fact]
    public async Task What_the_server_demands_goes_before_what_the_client_does()
    {
        var bench = new FlowBench(With(new PkcePolicy { Enforce = true }));
        bench.App = bench.App with { PkceRequired = true };

        (await bench.ValidateAsync()).Failure.AssertTold("pkce.required_by_server", "invalid_request");
    }

    private static FileSettings With(PkcePolicy pkce) => FlowBench.Serving(Everything) with { Pkce = pkce };
}
