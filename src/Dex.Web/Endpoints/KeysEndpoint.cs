using System.Text.Json;
using Dex.Domain.Discovery;
using Dex.Domain.Keys;
using Dex.Web.Endpoints.Http;

namespace Dex.Web.Endpoints;

/// <summary><c>/keys</c>: the JWK set (RFC 7517 section 5), the signing key first. Built when the ring changes or a key expires.</summary>
internal sealed class KeysEndpoint(IKeyRingSource keys, ErrorPageWriter pages, TimeProvider clock) : IProtocolEndpoint
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    private volatile Built? _built;

    public EndpointDescription Description => EndpointCatalogue.Keys;

    public bool AllowsCrossOrigin => true;

    public Task HandleAsync(HttpContext context)
    {
        var ring = keys.Current;
        if (ring.Signing is null)
        {
            return pages.WriteAsync(context, StatusCodes.Status500InternalServerError);
        }

        var body = BodyOf(ring);
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "max-age=600, must-revalidate";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private byte[] BodyOf(KeyRing ring)
    {
        var now = clock.GetUtcNow();
        var built = _built;
        if (built is null || !ReferenceEquals(built.Ring, ring) || built.Until <= now)
        {
            var until = ring.Verification.Where(key => key.ExpiresAt > now).Select(key => key.ExpiresAt).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            built = new Built(ring, until, Write(ring.VerifyingAt(now)));
            _built = built;
        }

        return built.Body;
    }

    private static byte[] Write(IEnumerable<PublicKey> keys)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in keys)
            {
                using var jwk = JsonDocument.Parse(key.Jwk);
                jwk.RootElement.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private sealed record Built(KeyRing Ring, DateTimeOffset Until, byte[] Body);
}
