using System.Net;
using System.Net.Sockets;

namespace Dex.Domain.Limits;

/// <summary>What counts as one source: an IPv4 address, or the /64 of an IPv6 address, since whoever has one address there has them all.</summary>
public static class AddressKey
{
    private const int PrefixBytes = 8;

    /// <summary>The text itself when it is no address; empty stays empty.</summary>
    public static string Of(string address)
    {
        if (!address.Contains(':', StringComparison.Ordinal)
            || !IPAddress.TryParse(address, out var parsed)
            || parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        return Convert.ToHexStringLower(parsed.GetAddressBytes().AsSpan(0, PrefixBytes)) + "/64";
    }
}
