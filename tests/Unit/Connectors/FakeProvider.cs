using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dex.Tests.Unit.Connectors;

/// <summary>An OpenID Connect provider on a loopback port, which says what the test tells it to say and remembers what it was asked.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private RSA _key = RSA.Create(2048);
    private int _keyNumber = 1;

    private FakeProvider(WebApplication app) => _app = app;

    public string Issuer => _app.Urls.First();

    /// <summary>What the discovery document says besides, or instead of, the usual; null leaves the member out.</summary>
    public Dictionary<string, object?> Discovery { get; } = [];

    /// <summary>What ID tokens say besides, or instead of, the usual; null leaves the claim out.</summary>
    public Dictionary<string, object?> Claims { get; } = [];

    public Dictionary<string, object?> UserInfo { get; } = [];

    /// <summary>What the token answer says besides, or instead of, the usual; null leaves the member out.</summary>
    public Dictionary<string, object?> TokenAnswer { get; } = [];

    public string Algorithm { get; set; } = SecurityAlgorithms.RsaSha256;

    /// <summary>The header <c>typ</c> of what it signs.</summary>
    public string Type { get; set; } = "JWT";

    /// <summary>Answers these paths in its own way.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Instead { get; } = [];

    /// <summary>Every request, in order.</summary>
    public ConcurrentQueue<Asked> Log { get; } = [];

    public IEnumerable<string> Paths => Log.Select(asked => asked.Path);

    public Asked LastToken => Log.Last(asked => asked.Path == "/token");

    public static async Task<FakeProvider> StartAsync(X509Certificate2? certificate = null, string address = "127.0.0.1:0")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var scheme = certificate is null ? "http" : "https";
        builder.WebHost.UseKestrelHttpsConfiguration().UseUrls($"{scheme}://{address}");
        if (certificate is not null)
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate));
        }

        var provider = new FakeProvider(builder.Build());
        provider._app.Run(provider.AnswerAsync);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>Signs with another key from now on, and offers that one only.</summary>
    public void RotateKey() => (_key, _keyNumber) = (RSA.Create(2048), _keyNumber + 1);

    /// <summary>An ID token of this provider.</summary>
    public string IdToken(params (string Name, object? Value)[] more)
    {
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = Issuer,
            ["aud"] = "dex",
            ["exp"] = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(),
            ["iat"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["sub"] = "jane-1",
            ["name"] = "Jane",
            ["email"] = "jane@example.com",
            ["email_verified"] = true,
        };
        foreach (var (name, value) in Claims.Select(claim => (claim.Key, claim.Value)).Concat(more))
        {
            claims[name] = value;
        }

        return Sign(claims);
    }

    public string Sign(IReadOnlyDictionary<string, object?> claims)
    {
        var payload = JsonSerializer.Serialize(claims.Where(claim => claim.Value is not null).ToDictionary());
        var credentials = Algorithm switch
        {
            "none" => null,
            "HS256" => new SigningCredentials(new SymmetricSecurityKey(_key.ExportSubjectPublicKeyInfo()) { KeyId = KeyId }, "HS256"),
            _ => new SigningCredentials(new RsaSecurityKey(_key) { KeyId = KeyId, CryptoProviderFactory = new() { CacheSignatureProviders = false } }, Algorithm),
        };
        var handler = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        return credentials is null ? handler.CreateToken(payload) : handler.CreateToken(payload, credentials, new Dictionary<string, object> { ["typ"] = Type });
    }

    private string KeyId => $"key-{_keyNumber}";

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        Log.Enqueue(new Asked(
            path,
            context.Request.Headers.Authorization.ToString(),
            context.Request.HasFormContentType ? (await context.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString()) : []));
        if (Instead.TryGetValue(path, out var answer))
        {
            await answer(context);
            return;
        }

        switch (path)
        {
            case "/.well-known/openid-configuration":
                await SayAsync(context, new()
                {
                    ["issuer"] = Issuer,
                    ["authorization_endpoint"] = Issuer + "/authorize",
                    ["token_endpoint"] = Issuer + "/token",
                    ["jwks_uri"] = Issuer + "/jwks",
                    ["userinfo_endpoint"] = Issuer + "/userinfo",
                }, Discovery);
                break;
            case "/jwks":
                await SayAsync(context, new() { ["keys"] = new[] { PublicKey() } }, []);
                break;
            case "/token":
                await SayAsync(context, new()
                {
                    ["access_token"] = "upstream-access",
                    ["token_type"] = "bearer",
                    ["refresh_token"] = "upstream-refresh",
                    ["id_token"] = IdToken(),
                }, TokenAnswer);
                break;
            case "/userinfo":
                await SayAsync(context, new() { ["sub"] = "jane-1" }, UserInfo);
                break;
            default:
                context.Response.StatusCode = 404;
                break;
        }
    }

    private Dictionary<string, string> PublicKey()
    {
        var parameters = _key.ExportParameters(includePrivateParameters: false);
        return new()
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = KeyId,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };
    }

    private static Task SayAsync(HttpContext context, Dictionary<string, object?> usual, Dictionary<string, object?> told)
    {
        foreach (var (name, value) in told)
        {
            usual[name] = value;
        }

        return context.Response.WriteAsJsonAsync(usual.Where(member => member.Value is not null).ToDictionary());
    }
}

/// <summary>A request that the provider got.</summary>
internal sealed record Asked(string Path, string Authorization, IReadOnlyDictionary<string, string> Form);
