using System.Globalization;
using System.IO.Pipelines;
using Ioc.Host.Terminals;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.Host.Tests.Brokering;

/// <summary><c>ioc broker</c> in this process, started by its command line and heard on its stdout.</summary>
internal sealed class RunningBroker : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Pipe _out = new();
    private readonly StringWriter _error = new(CultureInfo.InvariantCulture);
    private readonly List<MqttClient> _clients = [];
    private Task<int> _running = Task.FromResult(0);

    /// <summary>The one line it prints when it is ready.</summary>
    public string Announcement { get; private set; } = "";

    public int Port { get; private set; }

    public string Error => _error.ToString();

    public static async Task<RunningBroker> StartAsync(string options)
    {
        var broker = new RunningBroker();
        var output = new StreamWriter(broker._out.Writer.AsStream());
        var terminal = new Terminal(TextReader.Null, output, broker._error, TimeProvider.System);
        broker._running = IocCommand.RunAsync(["broker", "--port", "0", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)], terminal, broker._stop.Token);
        using var reader = new StreamReader(broker._out.Reader.AsStream(), leaveOpen: true);
        var line = reader.ReadLineAsync();
        await Task.WhenAny(line, broker._running);
        Assert.False(broker._running.IsCompleted, broker.Error);
        broker.Announcement = (await line)!;
        broker.Port = new Uri(broker.Announcement.Split(' ')[1].TrimEnd(';', ',')).Port;
        return broker;
    }

    public async Task<(MqttClient Client, ReasonCode Reason)> ConnectAsync(
        string clientId, ProtocolVersion version = ProtocolVersion.V500, string? userName = null, string? password = null, Action<MqttMessage>? heard = null)
    {
        var client = new MqttClient(TimeProvider.System);
        _clients.Add(client);
        var result = await client.ConnectAsync(new MqttClientOptions
        {
            Host = "127.0.0.1",
            Port = Port,
            ClientId = clientId,
            Version = version,
            UserName = userName,
            Password = password,
            OnMessage = (_, message) =>
            {
                heard?.Invoke(message);
                return ValueTask.CompletedTask;
            },
        });
        return (client, result.Reason);
    }

    /// <summary>As Ctrl-C does; answers the exit code.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _running;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await StopAsync();
        _stop.Dispose();
        await _error.DisposeAsync();
    }
}
