using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Dex.Tests.Unit.Persistence;

/// <summary>A loopback port that leads to another one, until it is cut: then open connections end and new ones are refused.</summary>
internal sealed class CuttableWire : IAsyncDisposable
{
    private readonly int _target;
    private readonly ConcurrentBag<TcpClient> _open = [];
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public CuttableWire(int target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public int Port { get; }

    public void Cut()
    {
        _listener?.Dispose();
        _listener = null;
        while (_open.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    public void Mend()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _accepting;
    }

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
                await far.ConnectAsync(IPAddress.Loopback, _target);
                _ = CopyAsync(near, far);
                _ = CopyAsync(far, near);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
    }

    private static async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or closed by one of the two ends.
        }
        finally
        {
            from.Dispose();
            to.Dispose();
        }
    }
}
