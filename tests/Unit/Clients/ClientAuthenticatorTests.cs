using Dex.Domain.Clients;
using Dex.Domain.Limits;
using Dex.Domain.Protocol;
using Dex.Domain.Trials;
using Dex.Tests.Unit.Builders;
using Dex.Tests.Unit.Fakes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Dex.Tests.Unit.Clients;

public sealed class ClientAuthenticatorTests : IDisposable
{
    private readonly SecretVerifier _verifier = new();

    public void Dispose() => _verifier.Dispose();

    public static TheoryData<string, string, string> Refusals => new()
    {
        { "", "", "client.missing" },
        { "", "dxs_right", "client.missing" },
        { "nobody", "dxs_right", "client.unknown" },
        { "batch", "", "client.secret_missing" },
        { "batch", "dxs_wrong", "client.secret_mismatch" },
        { "batch", "dxs_expired", "client.secret_expired" },
        { "batch", "dxs_early", "client.secret_not_yet_valid" },
        { "batch", "dxs_dead", "client.secret_deactivated" },
        { "bare", "", "client.has_no_secret" },
        { "bare", "x", "client.has_no_secret" },
        { "off", "dxs_right", "client.disabled" },
        { "public-off", "", "client.disabled" },
        { "public-with-secret", "", "client.secret_missing" },
        { "public", "x", "client.secret_mismatch" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Every_refusal_looks_the_same_to_the_caller_and_has_its_own_rule(string id, string secret, string rule)
    {
        var result = await AuthenticateAsync(id, secret);

        Assert.Equal((rule, ErrorCodes.InvalidClient, 401, "Invalid client credentials."),
            (result.Error?.Rule.Id, result.Error?.Code, result.Error?.Rule.Status, result.Error?.Description));
        Assert.Null(result.Error!.RetryAfter);
    }

    [Theory]
    [InlineData("batch", "dxs_right", "first")]
    [InlineData("public", "", null)]
    [InlineData("public-with-secret", "dxs_right", "first")]
    public async Task These_clients_prove_who_they_are(string id, string secret, string? label)
    {
        var result = await AuthenticateAsync(id, secret);

        Assert.Equal((id, label), (result.Value?.Client.Id, result.Value?.Secret?.Label));
    }

    [Fact]
    public async Task The_record_of_a_refusal_names_the_secret_that_matched_and_never_its_text()
    {
        var error = (await AuthenticateAsync("batch", "dxs_expired")).Error!;

        Assert.Equal("id-expired", error.SecretId);
        Assert.True(error.ClientIsKnown);
        Assert.DoesNotContain("dxs_", error.Received + error.Expected + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_of_a_wrong_secret_says_how_long_it_was_and_no_more() =>
        Assert.Equal("9 characters", (await AuthenticateAsync("batch", "dxs_wrong")).Error!.Received);

    private async Task<Result<AuthenticatedClient>> AuthenticateAsync(string id, string secret)
    {
        var clock = new FakeTimeProvider(Given.Now);
        var clients = new MemoryClientStore(
            Given.Client("batch",
                Given.Secret("dxs_right"),
                Given.Secret("dxs_expired", "expired") with { ExpiresAt = Given.Now },
                Given.Secret("dxs_early", "early") with { NotBefore = Given.Now.AddDays(1) },
                Given.Secret("dxs_dead", "dead") with { DeactivatedAt = Given.Now }),
            Given.Client("bare"),
            Given.Client("off", Given.Secret("dxs_right")) with { Enabled = false },
            Given.Client("public") with { IsPublic = true },
            Given.Client("public-off") with { IsPublic = true, Enabled = false },
            Given.Client("public-with-secret", Given.Secret("dxs_right")) with { IsPublic = true });
        var authenticator = new ClientAuthenticator(clients, _verifier, new TrialSecrets(clock), new FailureLimits(new LimitSettings(), clock), clock);
        var method = secret.Length > 0 ? ClientAuthenticationMethod.ClientSecretPost : ClientAuthenticationMethod.None;
        return await authenticator.AuthenticateAsync(new PresentedCredentials(id, secret, method), "192.0.2.1", Xunit.TestContext.Current.CancellationToken);
    }
}
