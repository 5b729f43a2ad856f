using Dex.Domain.Authorization;
using Dex.Domain.Connectors;
using Dex.Domain.Identities;
using Dex.Tests.Unit.Builders;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Dex.Tests.Unit.Authorization;

/// <summary>The end of every sign-in (protocol 4.9).</summary>
public sealed class LoginCompletionTests
{
    private static readonly UpstreamIdentity Jane = new(GivenFlow.Jane, "upstream token");

    private readonly FlowBench _bench = new();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_request_is_signed_in_and_the_dispatcher_is_next()
    {
        var request = _bench.Stored(GivenFlow.Request());
        _bench.Clock.Advance(TimeSpan.FromMinutes(3));

        var outcome = await _bench.Completion.CompleteAsync(request, Jane, Ct);

        var stored = _bench.Requests["req-1"];
        Assert.Equal(
            (GivenFlow.Jane, "upstream token", Given.Now.AddMinutes(3)), (stored.Person, stored.ConnectorData, stored.AuthTime));
        outcome.AssertOnward($"/dex/auth?hmac={StepProof.Of(stored.ProofKey, "req-1", StepProof.Continue)}&req=req-1", 303);
    }

    [Fact]
    public async Task What_the_connector_no_longer_keeps_is_forgotten()
    {
        var request = _bench.Stored(GivenFlow.Request() with { ConnectorData = "left at the start" });

        await _bench.Completion.CompleteAsync(request, new UpstreamIdentity(GivenFlow.Jane), Ct);

        Assert.Null(_bench.Requests["req-1"].ConnectorData);
    }

    [Fact]
    public async Task A_second_login_takes_the_first_ones_proofs_away()
    {
        var request = _bench.Stored(GivenFlow.Request());
        var first = ProofOf(await _bench.Completion.CompleteAsync(request, Jane, Ct));
        Assert.True(first.Proves(_bench.Requests["req-1"], StepProof.Continue));

        var joe = new UpstreamIdentity(GivenFlow.Jane with { UserId = "joe-1" });
        var second = ProofOf(await _bench.Completion.CompleteAsync(_bench.Requests["req-1"], joe, Ct));

        var stored = _bench.Requests["req-1"];
        Assert.Equal("joe-1", stored.Person?.UserId);
        Assert.False(first.Proves(stored, StepProof.Continue));
        Assert.True(second.Proves(stored, StepProof.Continue));
        Assert.NotEqual(request.ProofKey, stored.ProofKey);
    }

    [Fact]
    public async Task A_first_login_makes_the_identity_and_a_later_one_renews_it_and_keeps_the_consents()
    {
        await _bench.Completion.CompleteAsync(_bench.Stored(GivenFlow.Request()), Jane, Ct);
        var made = Assert.Single(_bench.Identities.All);
        Assert.Equal(("up", "jane-1", Given.Now, Given.Now), (made.ConnectorId, made.UserId, made.CreatedAt, made.LastLoginAt));
        _bench.Identities.Put(made with { Consents = [new Consent("app", ["openid"], Given.Now)] });

        _bench.Clock.Advance(TimeSpan.FromHours(1));
        await _bench.Completion.CompleteAsync(_bench.Stored(GivenFlow.Request("req-2")), new(GivenFlow.Jane with { Username = "Jane Roe" }), Ct);

        var renewed = Assert.Single(_bench.Identities.All);
        Assert.Equal((Given.Now, Given.Now.AddHours(1), "Jane Roe"), (renewed.CreatedAt, renewed.LastLoginAt, renewed.Claims.Username));
        Assert.Single(renewed.Consents);
    }

    [Fact]
    public async Task Who_is_blocked_is_told_so_and_nothing_changes()
    {
        var request = _bench.Stored(GivenFlow.Request());
        var blocked = GivenFlow.Identity() with { BlockedUntil = Given.Now.AddTicks(1) };
        _bench.Identities.Put(blocked);

        var failure = (await _bench.Completion.CompleteAsync(request, Jane, Ct)).AssertPage("login.blocked", 403);

        Assert.DoesNotContain("block", failure.Sentence, StringComparison.OrdinalIgnoreCase);
        Assert.Same(request, _bench.Requests["req-1"]);
        Assert.Same(blocked, Assert.Single(_bench.Identities.All));
        var line = Assert.Single(_bench.Log.Lines);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.StartsWith("login rejected for blocked user up jane-1 ", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_block_that_has_ended_hinders_nobody()
    {
        _bench.Identities.Put(GivenFlow.Identity() with { BlockedUntil = Given.Now });

        Assert.IsType<Onward>(await _bench.Completion.CompleteAsync(_bench.Stored(GivenFlow.Request()), Jane, Ct));
    }

    [Fact]
    public async Task The_block_of_somebody_else_or_at_another_connector_hinders_nobody()
    {
        _bench.Identities.Put(GivenFlow.Identity() with { ConnectorId = "ldap", BlockedUntil = DateTimeOffset.MaxValue });
        _bench.Identities.Put(GivenFlow.Identity() with { Claims = GivenFlow.Jane with { UserId = "jane-2" }, BlockedUntil = DateTimeOffset.MaxValue });

        Assert.IsType<Onward>(await _bench.Completion.CompleteAsync(_bench.Stored(GivenFlow.Request()), Jane, Ct));
    }

    [Fact]
    public async Task A_request_that_ended_meanwhile_signs_nobody_in()
    {
        var request = _bench.Stored(GivenFlow.Request());
        _bench.Requests.BeforeWrite = requests => requests.Remove("req-1");

        (await _bench.Completion.CompleteAsync(request, Jane, Ct)).AssertPage("flow.request_gone", 400);

        Assert.Empty(_bench.Identities.All);
        Assert.Empty(_bench.Log.Lines);
    }

    [Theory]
    [InlineData(true, "jane@example.com ")]
    [InlineData(false, "jane@example.com (unverified) ")]
    public async Task The_login_is_logged_with_what_was_learned(bool isVerified, string email)
    {
        await _bench.Completion.CompleteAsync(_bench.Stored(GivenFlow.Request()), new(GivenFlow.Jane with { EmailVerified = isVerified }, "secret"), Ct);

        var line = Assert.Single(_bench.Log.Lines);
        Assert.Equal((LogLevel.Information, $"login successful up jane-1 Jane Doe jane {email}[\"staff\" \"authors\"]"), (line.Level, line.Text));
    }

    private static string ProofOf(FlowOutcome outcome) => Assert.IsType<Onward>(outcome).Location.Split("hmac=")[1].Split('&')[0];
}
