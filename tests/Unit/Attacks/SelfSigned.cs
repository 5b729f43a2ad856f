using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dex.Tests.Unit.Attacks;

/// <summary>Certificates of applications on this machine, which the tests' browser trusts and nobody else does.</summary>
internal static class SelfSigned
{
    private static readonly ConcurrentDictionary<string, bool> Made = new(StringComparer.Ordinal);

    public static X509Certificate2 ForLoopback()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddHours(1));
        Made[made.Thumbprint] = true;

        // TLS wants a key that is not tied to the object that made it.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public static bool IsOurs(X509Certificate shown) => Made.ContainsKey(shown.GetCertHashString());
}
