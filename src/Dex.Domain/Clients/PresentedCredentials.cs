using Dex.Domain.Protocol;
using Dex.Domain.Refusals;

namespace Dex.Domain.Clients;

/// <summary>How the client presented itself (RFC 6749 section 2.3.1).</summary>
public enum ClientAuthenticationMethod
{
    None,
    ClientSecretBasic,
    ClientSecretPost,
}

/// <summary>Client id and secret as presented; both may be empty.</summary>
public sealed record PresentedCredentials(string ClientId, string Secret, ClientAuthenticationMethod Method)
{
    /// <summary>
    /// A usable Basic header counts alone; any other header counts for nothing and the body is asked. Both halves of the header are
    /// form-encoded, and a half that is not is an error of its own.
    /// </summary>
    public static Result<PresentedCredentials> Read(string? authorization, FormParameters form)
    {
        if (BasicUserInfo(authorization) is not { } userInfo)
        {
            var secret = form.Text(ParameterNames.ClientSecret);
            return new PresentedCredentials(form.Text(ParameterNames.ClientId), secret,
                secret.Length > 0 ? ClientAuthenticationMethod.ClientSecretPost : ClientAuthenticationMethod.None);
        }

        var colon = Array.IndexOf(userInfo, (byte)':');
        if (FormEncoding.TryDecode(userInfo.AsSpan(0, colon)) is not { } id)
        {
            return new OAuthError(RefusalRules.RequestMalformedClientId, "The client id in the Authorization header is not form-encoded.");
        }

        return FormEncoding.TryDecode(userInfo.AsSpan(colon + 1)) is { } password
            ? new PresentedCredentials(id, password, ClientAuthenticationMethod.ClientSecretBasic)
            : new OAuthError(RefusalRules.RequestMalformedClientSecret, "The client secret in the Authorization header is not form-encoded.")
            {
                ClientId = id,
            };
    }

    /// <summary>True when the header has the scheme Basic, usable or not: then a 401 carries a challenge.</summary>
    public static bool HasBasicScheme(string? authorization) =>
        authorization is not null
        && (authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || authorization.Equals("Basic", StringComparison.OrdinalIgnoreCase));

    /// <summary>Keeps the secret out of logs and exception texts.</summary>
    public override string ToString() => $"PresentedCredentials {{ {Method} }}";

    private static byte[]? BasicUserInfo(string? authorization)
    {
        if (authorization is null || !authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var encoded = authorization.AsSpan("Basic ".Length);
        var bytes = new byte[encoded.Length];
        var written = 0;
        var isUsable = !encoded.ContainsAny(" \t\r\n")
            && Convert.TryFromBase64Chars(encoded, bytes, out written)
            && Array.IndexOf(bytes, (byte)':', 0, written) >= 0;
        return isUsable ? bytes[..written] : null;
    }
}
