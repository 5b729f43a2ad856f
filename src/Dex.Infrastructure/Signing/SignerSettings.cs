namespace Dex.Infrastructure.Signing;

/// <summary>The local signer as the operator set it.</summary>
/// <param name="Algorithm"><c>RS256</c> or <c>ES256</c>; takes effect at the next rotation.</param>
/// <param name="RotationPeriod">How long a key signs.</param>
public sealed record SignerSettings(string Algorithm, TimeSpan RotationPeriod);
