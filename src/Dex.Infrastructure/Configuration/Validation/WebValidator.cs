using Dex.Infrastructure.Configuration.Sections;
using FluentValidation;

namespace Dex.Infrastructure.Configuration.Validation;

internal sealed class WebValidator : AbstractValidator<WebConfiguration>
{
    public WebValidator()
    {
        RuleFor(w => w.Http).NotEmpty().When(w => w.Https.Length == 0)
            .WithMessage("At least one web address, HTTP or HTTPS, is needed; write for example http: 127.0.0.1:5556.");
        RuleFor(w => w.TlsCert).NotEmpty().When(w => w.Https.Length > 0)
            .WithMessage("HTTPS lacks its certificate; write the path of a PEM file.");
        RuleFor(w => w.TlsKey).NotEmpty().When(w => w.Https.Length > 0)
            .WithMessage("HTTPS lacks its private key; write the path of a PEM file.");
        RuleFor(w => w.TlsMinVersion).Custom(TlsVersionRule.Check);
        RuleFor(w => w.TlsMaxVersion).Custom(TlsVersionRule.Check);
        RuleFor(w => w.TlsMinVersion).Must((web, _) => TlsVersionRule.IsInOrder(web.TlsMinVersion, web.TlsMaxVersion))
            .WithMessage("The TLS minimum lies above the maximum; exchange the two.");

        RuleFor(w => w.Http).NotEmpty().When(w => w.Https.Length > 0)
            .WithMessage("This version serves HTTP only, so web.https alone leaves nothing to listen on; write an address here "
                + "and let a proxy end TLS.");
        RuleFor(w => w.Http).Custom(ListenAddressRule.Check);
        RuleFor(w => w.Https).Custom(ListenAddressRule.Check);
        RuleFor(w => w.Headers).Custom(CheckHeaders);
        RuleForEach(w => w.AllowedOrigins).Custom(WarnOfUselessOrigin);
        RuleFor(w => w.ClientRemoteIp).Custom(CheckTrustedProxies);
    }

    private static void CheckHeaders(WebHeadersConfiguration headers, ValidationContext<WebConfiguration> context)
    {
        foreach (var (name, value) in headers.Configured())
        {
            if (value.Any(char.IsControl))
            {
                context.Fault($"Headers.{name}", "A header's value is one line; take out line breaks and control characters.");
            }
        }
    }

    private static void WarnOfUselessOrigin(string origin, ValidationContext<WebConfiguration> context)
    {
        var isOrigin = origin == "*"
            || (Uri.TryCreate(origin, UriKind.Absolute, out var uri) && origin.Equals(uri.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));
        if (!isOrigin)
        {
            context.Warn("", $"No browser sends the origin {Shown.Quoted(origin)}; write scheme://host[:port] without a path, or \"*\".");
        }
    }

    private static void CheckTrustedProxies(ClientAddressConfiguration settings, ValidationContext<WebConfiguration> context)
    {
        for (var i = 0; i < settings.TrustedProxies.Count; i++)
        {
            var proxy = settings.TrustedProxies[i];
            if (!TrustedNetwork.TryParse(proxy, out _))
            {
                context.Fault(
                    $"ClientRemoteIp.TrustedProxies[{i}]",
                    $"{Shown.Quoted(proxy)} is no CIDR; write an address and a prefix length, for example 10.0.0.0/8 or 10.1.2.3/32.");
            }
        }

        if (settings.Header.Length > 0 && settings.TrustedProxies.Count == 0)
        {
            context.Warn("ClientRemoteIp.Header", "The header is ignored without trusted proxies; list them in trustedProxies.");
        }
    }
}

/// <summary>TLS versions are texts in dex's file, and compared as such.</summary>
internal static class TlsVersionRule
{
    public static void Check<T>(string version, ValidationContext<T> context)
    {
        if (version is not ("" or "1.2" or "1.3"))
        {
            context.Fault("", $"{Shown.Quoted(version)} is no TLS version that can be asked for; write \"1.2\" or \"1.3\".");
        }
    }

    public static bool IsInOrder(string minimum, string maximum) =>
        minimum.Length == 0 || maximum.Length == 0 || string.CompareOrdinal(minimum, maximum) <= 0;
}

/// <summary>An address to listen on, when one is given.</summary>
internal static class ListenAddressRule
{
    public static void Check<T>(string address, ValidationContext<T> context)
    {
        if (address.Length > 0 && !ListenAddress.TryParse(address, out _))
        {
            context.Fault("", $"{Shown.Quoted(address)} is no address to listen on; write host:port, for example 127.0.0.1:5556.");
        }
    }
}
