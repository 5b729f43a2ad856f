using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Dex.Domain.Policies;
using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Codes;

/// <summary>
/// The proof that who redeems is who asked (RFC 7636 section 4.6). The method is the stored one, so nothing that is sent later can weaken
/// it; a verifier for a request without a challenge is refused too, because only a code from elsewhere explains it (RFC 9700 section 4.8.2).
/// </summary>
public static class ProofKey
{
    /// <summary>Null when the verifier fits the challenge.</summary>
    /// <param name="challenge">Empty when the request had none.</param>
    /// <param name="method">The stored <c>code_challenge_method</c>.</param>
    /// <param name="verifier">Empty when none was sent.</param>
    public static OAuthError? WhyRefused(string challenge, string method, string verifier) => (challenge.Length, verifier.Length) switch
    {
        (0, 0) => null,
        (0, _) => new OAuthError(CodeRules.VerifierUnexpected, "The authorization request had no code challenge.", "no code_verifier"),
        (_, 0) => new OAuthError(CodeRules.VerifierMissing, "The code_verifier is missing.", "code_verifier"),
        _ => Transform(method, verifier) switch
        {
            null => new OAuthError(CodeRules.ChallengeMethodUnknown, "The code cannot be checked.", "S256 or plain", method),
            var answer when ConstantTime.AreEqual(answer, challenge) => null,
            _ => new OAuthError(CodeRules.VerifierMismatch, "The code_verifier is wrong.", "the verifier of the authorization request",
                $"{verifier.Length} characters"),
        },
    };

    /// <summary>The <c>code_challenge</c> of a verifier by the method S256 (RFC 7636 section 4.2).</summary>
    public static string ChallengeOf(string verifier) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(verifier)));

    private static string? Transform(string method, string verifier) => method switch
    {
        PkcePolicy.Plain => verifier,
        PkcePolicy.S256 => ChallengeOf(verifier),
        _ => null,
    };
}
