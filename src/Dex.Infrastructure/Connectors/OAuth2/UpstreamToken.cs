namespace Dex.Infrastructure.Connectors.OAuth2;

/// <summary>What a provider's token endpoint granted. Never logged.</summary>
/// <param name="RefreshToken">Empty when there is none.</param>
/// <param name="IdToken">Empty when there is none.</param>
internal sealed record UpstreamToken(string AccessToken, string RefreshToken, string IdToken)
{
    public override string ToString() => nameof(UpstreamToken);
}
