using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Dex.Tests.Unit.Hosting;

/// <summary>An answer read from the socket, for requests that an HTTP library would correct or refuse to send.</summary>
internal sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <param name="target">The request target, undecoded.</param>
    /// <param name="headers">Whole lines; <c>Host</c>, <c>Content-Length</c> and <c>Connection: close</c> are added.</param>
    public static async Task<RawAnswer> OfAsync(
        string address, string method, string target, IEnumerable<string> headers, byte[] body, CancellationToken ct)
    {
        var port = int.Parse(address.AsSpan(address.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync("127.0.0.1", port, ct);
        await using var stream = tcp.GetStream();
        var lines = headers
            .Prepend($"Host: {address}")
            .Append(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}"))
            .Append("Connection: close");
        var head = $"{method} {target} HTTP/1.1\r\n{string.Join("\r\n", lines)}\r\n\r\n";
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(head), ct);
            await stream.WriteAsync(body, ct);
        }
        catch (IOException)
        {
            // The server may have answered and closed before the body was through.
        }

        return await ReadAsync(stream, ct);
    }

    private static async Task<RawAnswer> ReadAsync(NetworkStream stream, CancellationToken ct)
    {
        using var received = new MemoryStream();
        try
        {
            await stream.CopyToAsync(received, ct);
        }
        catch (IOException) when (received.Length > 0)
        {
            // A reset after the answer: what was read is the answer.
        }

        var text = Encoding.Latin1.GetString(received.GetBuffer(), 0, (int)received.Length);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = text[..end].Split("\r\n");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in head.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return new RawAnswer(int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, text[(end + 4)..]);
    }
}
