namespace Dex.Domain.Tokens;

/// <summary>The <c>typ</c> header, by which tokens of other purposes are told from those that open doors.</summary>
public static class TokenPurpose
{
    /// <summary>ID tokens and access tokens.</summary>
    public const string Bearer = "JWT";

    /// <summary>Back-channel logout tokens; never accepted as a bearer token.</summary>
    public const string Logout = "logout+jwt";
}
