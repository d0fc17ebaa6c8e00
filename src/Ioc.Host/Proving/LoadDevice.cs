using System.Net.Sockets;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.Host.Proving;

/// <summary>One device of an <see cref="AckedLoad"/>: a few publishes in flight, counting what was sent and what was acknowledged.</summary>
internal sealed class LoadDevice(string id, string credential, AckedLoad load, TimeProvider time) : IAsyncDisposable
{
    private const int InFlight = 8;

    /// <summary>A server that is away is asked again this often: it may be back for a moment only.</summary>
    private static readonly TimeSpan ReconnectPause = TimeSpan.FromMilliseconds(50);

    private MqttClient _client = new(time);
    private int _acknowledged;
    private int _sent;

    public string Id { get; } = id;

    private string Topic => $"ioc/v1/loudspeaker/{Id}/telemetry";

    /// <summary>The highest seq that may have reached the server.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Messages 1 to this were acknowledged.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <exception cref="IOException">The server refused.</exception>
    public async Task ConnectAsync(int port)
    {
        await _client.DisposeAsync();
        _client = new MqttClient(time);
        var result = await _client.ConnectAsync(new MqttClientOptions
        {
            Host = "127.0.0.1",
            Port = port,
            ClientId = Id,
            UserName = Id,
            Password = credential,
            Limits = new ClientLimits { InflightMax = InFlight },
        });
        if (result.Reason != ReasonCode.Success)
            throw new IOException($"{Id} was refused at CONNECT: {result.Reason}");
    }

    /// <summary>Connects and publishes, again and again, until the load ends.</summary>
    public async Task RunUntilEndAsync(Func<int> port)
    {
        while (!load.IsEnding)
        {
            try
            {
                await ConnectAsync(port());
                await RunAsync();
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                await Task.Delay(ReconnectPause, time);
            }
        }
    }

    /// <summary>Publishes until the connection dies or the load ends.</summary>
    public async Task RunAsync()
    {
        var window = new Queue<Task<ReasonCode>>();
        var seq = _acknowledged;
        try
        {
            while (!load.IsEnding)
            {
                if (load.Pause > TimeSpan.Zero)
                    await Task.Delay(load.Pause, time);
                Volatile.Write(ref _sent, Math.Max(_sent, ++seq));
                window.Enqueue(_client.PublishAsync(Topic, AckedLoad.Message(seq), QualityOfService.AtLeastOnce).AsTask());
                while (window.Count == InFlight || (window.TryPeek(out var oldest) && oldest.IsCompleted))
                    Count(await window.Dequeue());
            }

            await CountTheRestAsync(window);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            await CountTheRestAsync(window);
        }
        catch (Exception exception)
        {
            load.Fail(exception);
        }
    }

    /// <summary>Sends so many more at once, on the connection that there is, and waits for all of them.</summary>
    public async Task SendAsync(int messages)
    {
        var window = new Queue<Task<ReasonCode>>();
        for (; messages > 0; messages--)
            window.Enqueue(_client.PublishAsync(Topic, AckedLoad.Message(++_sent), QualityOfService.AtLeastOnce).AsTask());
        while (window.TryDequeue(out var publish))
            Count(await publish);
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private void Count(ReasonCode reason)
    {
        if (reason != ReasonCode.Success)
            throw new InvalidDataException($"{Id} was answered {reason}");
        Interlocked.Increment(ref _acknowledged);
        load.CountAcknowledged();
    }

    /// <summary>PUBACKs that arrived before the connection died, behind the one whose wait failed; the first without one ends the count.</summary>
    private async Task CountTheRestAsync(Queue<Task<ReasonCode>> window)
    {
        try
        {
            foreach (var publish in window)
                Count(await publish);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            // Not acknowledged: it is sent again on the next connection.
        }
    }
}
