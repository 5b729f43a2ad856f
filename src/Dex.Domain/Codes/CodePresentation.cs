namespace Dex.Domain.Codes;

/// <summary>A code as somebody brings it, to be exchanged for tokens. Never logged.</summary>
/// <param name="Code">Empty when none was sent.</param>
/// <param name="ClientId">Who brings it, already authenticated.</param>
/// <param name="RedirectUri">Empty when none was sent.</param>
/// <param name="Verifier">The <c>code_verifier</c> (RFC 7636 section 4.5); empty when none was sent.</param>
public sealed record CodePresentation(string Code, string ClientId, string RedirectUri, string Verifier)
{
    public override string ToString() => nameof(CodePresentation);
}
