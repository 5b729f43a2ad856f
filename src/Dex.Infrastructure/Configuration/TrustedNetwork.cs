using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dex.Infrastructure.Configuration;

/// <summary>Reads CIDR notation as Go does: host bits may be set, a bare address is none.</summary>
public static class TrustedNetwork
{
    public static bool TryParse(string text, out IPNetwork network)
    {
        ArgumentNullException.ThrowIfNull(text);
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0
            || !IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            || !byte.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits))
        {
            return false;
        }

        var bytes = address.GetAddressBytes();

        // .NET also takes 10.1 for 10.0.0.1; nobody who writes that in a list of proxies means it.
        var isShorthand = address.AddressFamily == AddressFamily.InterNetwork && text[..slash].Count(c => c == '.') != 3;
        if (bits > bytes.Length * 8 || isShorthand || address.ToString().Contains('%', StringComparison.Ordinal))
        {
            return false;
        }

        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(bits - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }

        network = new IPNetwork(new IPAddress(bytes), bits);
        return true;
    }
}
