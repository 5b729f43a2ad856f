using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

/// <summary>OpenID Connect Discovery section 3: an issuer is a URL without query and fragment.</summary>
internal static class IssuerRule
{
    private const string Example = "write for example https://dex.example.com/dex";

    public static void Check(string issuer, ValidationContext<DexConfiguration> context)
    {
        if (issuer.Length == 0)
        {
            context.Fault("", $"The issuer is missing; {Example}.");
            return;
        }

        if (!Uri.TryCreate(issuer, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            context.Fault("", $"{Shown.Quoted(issuer)} is no absolute http or https URL; {Example}.");
            return;
        }

        // A user name in the URL may come with a password, so the value is not repeated here.
        if (uri.UserInfo.Length > 0)
        {
            context.Fault("", $"The issuer must not hold a user name or password; {Example}.");
        }
        else if (issuer.Contains('?', StringComparison.Ordinal) || issuer.Contains('#', StringComparison.Ordinal))
        {
            context.Fault("", $"{Shown.Quoted(issuer)} must not have a query or a fragment; leave out what begins with ? or #.");
        }
        else if (uri.Scheme == Uri.UriSchemeHttp && !uri.IsLoopback)
        {
            context.Warn("", "Tokens and passwords travel unencrypted with http; write https for anything but this machine.");
        }
    }
}
