using System.Text;

namespace Dex.Web.Endpoints.Http;

/// <summary>What stands in the open segment of a route, as it was sent.</summary>
internal sealed class RouteSegment(string raw)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Raw => raw;

    /// <summary>Percent-decoded once; null when an escape is malformed or the bytes are no UTF-8 text.</summary>
    public string? Decoded
    {
        get
        {
            var sent = Encoding.UTF8.GetBytes(raw);
            var bytes = new List<byte>(sent.Length);
            for (var i = 0; i < sent.Length; i++)
            {
                if (sent[i] != '%')
                {
                    bytes.Add(sent[i]);
                    continue;
                }

                if (i + 2 >= sent.Length || !char.IsAsciiHexDigit((char)sent[i + 1]) || !char.IsAsciiHexDigit((char)sent[i + 2]))
                {
                    return null;
                }

                bytes.Add(Convert.FromHexString([(char)sent[i + 1], (char)sent[i + 2]])[0]);
                i += 2;
            }

            try
            {
                return Strict.GetString([.. bytes]);
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }
    }

    /// <summary>Null on a route without an open segment.</summary>
    public static RouteSegment? Of(HttpContext context) => context.Features.Get<RouteSegment>();
}
