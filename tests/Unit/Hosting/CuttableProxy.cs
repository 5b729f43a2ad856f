using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Dex.Tests.Provisioning;

namespace Dex.Tests.Unit.Hosting;

/// <summary>A line to another port on loopback that a test can cut and restore.</summary>
internal sealed class CuttableProxy(int target) : IDisposable
{
    private readonly ConcurrentBag<TcpClient> _open = [];
    private TcpListener? _listener;

    public int Port { get; } = FreePort.Next();

    public void Restore()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    public void Cut()
    {
        _listener?.Dispose();
        while (_open.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    public void Dispose() => Cut();

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                _open.Add(near);
                _open.Add(far);
                await far.ConnectAsync(IPAddress.Loopback, target);
                _ = CopyAsync(near, far);
                _ = CopyAsync(far, near);
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The line was cut.
        }
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The line was cut.
        }

        to.Dispose();
    }
}
