using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dex.Domain.Connectors;

namespace Dex.Infrastructure.Connectors;

/// <summary>The HTTP client of one connector: bounded in time, size and redirects, with the proxy of the environment and its own trust.</summary>
internal static class UpstreamHttp
{
    /// <summary>Of one call, from the connection to the last byte of the answer.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(30);

    public const int LargestBody = 1024 * 1024;

    /// <param name="rootCas">Trusted beside the system's authorities: paths, base64 of PEM, or PEM.</param>
    /// <exception cref="ConnectorException">One of <paramref name="rootCas"/> is none of the three.</exception>
    public static HttpClient Create(IReadOnlyList<string> rootCas, bool skipsVerification)
    {
        var roots = ReadRoots(rootCas);
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = Limit,
            MaxAutomaticRedirections = 10,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(90),
            PooledConnectionLifetime = TimeSpan.FromMinutes(15),
            Proxy = new ProxyBeyondThisMachine(HttpClient.DefaultProxy),
            UseCookies = false,
        };
        if (skipsVerification)
        {
#pragma warning disable CA5359 // The operator asked for exactly this, by a key whose name begins with "insecure".
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else if (roots.Count > 0)
        {
            handler.SslOptions.RemoteCertificateValidationCallback =
                (_, certificate, chain, errors) => IsTrusted(certificate, chain, errors, roots);
        }

        return new HttpClient(handler) { Timeout = Limit, MaxResponseContentBufferSize = LargestBody };
    }

    /// <summary>The answer, its body read whole; the failure to get one is the provider's.</summary>
    public static async Task<HttpResponseMessage> SendUpstreamAsync(this HttpClient http, HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await http.SendAsync(request, ct);
        }
        catch (HttpRequestException failure)
        {
            throw new ConnectorException($"{request.RequestUri?.GetLeftPart(UriPartial.Path)} cannot be reached: {failure.Message}", failure);
        }
        catch (OperationCanceledException failure) when (!ct.IsCancellationRequested)
        {
            throw new ConnectorException($"{request.RequestUri?.GetLeftPart(UriPartial.Path)} did not answer in time", failure);
        }
    }

    // The name must match and the chain must end at one of the given roots; nothing else is forgiven.
    private static bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, X509Certificate2Collection roots)
    {
        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is not X509Certificate2 leaf || chain is null)
        {
            return errors == SslPolicyErrors.None;
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(roots);
        own.ChainPolicy.ExtraStore.AddRange(chain.ChainPolicy.ExtraStore);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.ApplicationPolicy.Add(new Oid("1.3.6.1.5.5.7.3.1"));
        return own.Build(leaf);
    }

    private static X509Certificate2Collection ReadRoots(IReadOnlyList<string> entries)
    {
        var roots = new X509Certificate2Collection();
        var given = entries.Where(entry => entry.Length > 0).ToList();
        for (var i = 0; i < given.Count; i++)
        {
            if (!TryImport(PemOf(given[i]), roots))
            {
                throw new ConnectorException($"rootCAs.{i} is neither PEM text, nor base64 of PEM, nor the path of a PEM file");
            }
        }

        return roots;
    }

    private static string PemOf(string entry)
    {
        try
        {
            if (File.Exists(entry))
            {
                return File.ReadAllText(entry);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ConnectorException($"the file {entry} cannot be read: {failure.Message}", failure);
        }

        var bytes = new byte[entry.Length];
        return Convert.TryFromBase64String(entry, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : entry;
    }

    private static bool TryImport(string pem, X509Certificate2Collection roots)
    {
        var before = roots.Count;
        try
        {
            roots.ImportFromPem(pem);
            return roots.Count > before;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The environment's proxy, which is never asked for this machine itself, as in dex.</summary>
    private sealed class ProxyBeyondThisMachine(IWebProxy environment) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => environment.Credentials;
            set => environment.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => environment.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || environment.IsBypassed(host);
    }
}
