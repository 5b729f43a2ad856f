using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Dex.Tests.Provisioning;

/// <summary>
/// A port on loopback on which nothing listens. It lies below the range from which systems number outgoing connections,
/// so no connection takes it between this answer and the server's start, and no port is named twice by one run.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;
    private const int AfterLast = 32_000;

    private static readonly ConcurrentDictionary<int, bool> Named = new();

    public static int Next()
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = Random.Shared.Next(First, AfterLast);
            if (Named.TryAdd(port, true) && IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No port between {First} and {AfterLast} is free on loopback.");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
