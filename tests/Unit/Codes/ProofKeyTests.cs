using Dex.Domain.Codes;
using Xunit;

namespace Dex.Tests.Unit.Codes;

/// <summary>The table of protocol 5.3.3.</summary>
public sealed class ProofKeyTests
{
    // RFC 7636 appendix B.
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    [Theory]
    [InlineData(Challenge, "S256", Verifier)]
    [InlineData(Verifier, "plain", Verifier)]
    [InlineData("short & odd é", "plain", "short & odd é")]
    [InlineData("", "plain", "")]
    [InlineData("", "S256", "")]
    public void The_verifier_fits_the_challenge_by_the_stored_method(string challenge, string method, string verifier) =>
        Assert.Null(ProofKey.WhyRefused(challenge, method, verifier));

    [Theory]
    [InlineData(Challenge, "S256", "", "code.verifier_missing", "invalid_grant")]
    [InlineData(Verifier, "plain", "", "code.verifier_missing", "invalid_grant")]
    [InlineData(Challenge, "S256", Challenge, "code.verifier_mismatch", "invalid_grant")]
    [InlineData(Challenge, "plain", Verifier, "code.verifier_mismatch", "invalid_grant")]
    [InlineData(Verifier, "S256", Verifier, "code.verifier_mismatch", "invalid_grant")]
    [InlineData(Challenge, "S256", Verifier + "x", "code.verifier_mismatch", "invalid_grant")]
    [InlineData(Challenge + "=", "S256", Verifier, "code.verifier_mismatch", "invalid_grant")]
    [InlineData("challenge", "plain", "CHALLENGE", "code.verifier_mismatch", "invalid_grant")]
    [InlineData("", "plain", Verifier, "code.verifier_unexpected", "invalid_request")]
    [InlineData("", "S256", Verifier, "code.verifier_unexpected", "invalid_request")]
    [InlineData(Challenge, "S512", Verifier, "code.challenge_method_unknown", "server_error")]
    [InlineData(Challenge, "s256", Verifier, "code.challenge_method_unknown", "server_error")]
    public void Anything_else_is_refused(string challenge, string method, string verifier, string rule, string code)
    {
        var refusal = ProofKey.WhyRefused(challenge, method, verifier);

        Assert.Equal((rule, code), (refusal?.Rule.Id, refusal?.Code));
        Assert.NotEmpty(refusal!.Description);
    }

    [Fact]
    public void A_wrong_verifier_is_counted_and_never_told()
    {
        var refusal = ProofKey.WhyRefused(Challenge, "S256", "a-secret-verifier")!;

        Assert.Equal("17 characters", refusal.Received);
        Assert.DoesNotContain("a-secret-verifier", $"{refusal.Description} {refusal.Expected} {refusal.Received}", StringComparison.Ordinal);
        Assert.DoesNotContain(Challenge, $"{refusal.Description} {refusal.Expected} {refusal.Received}", StringComparison.Ordinal);
    }
}
