using System.Buffers;
using Ioc.Mqtt.Broker;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Microsoft.Extensions.Hosting;

namespace Ioc.Gateway.Sessions;

/// <summary>
/// Tells the journal from when to when devices can be heard: offline clocks run only between. At the end it closes all sessions with a
/// reason while the sockets still work; a stopping broker publishes no last wills, which would report a whole province as failed.
/// </summary>
internal sealed class BrokerLifetime(MqttBroker broker, IIntake intake) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>All services have started, the listener among them: devices can connect.</summary>
    public Task StartedAsync(CancellationToken cancellationToken) => AppendAsync(EntryKind.ListeningStarted, cancellationToken);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await AppendAsync(EntryKind.ListeningStopped, cancellationToken);
        await broker.StopAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A journal that can't write is loud by itself; listening is judged again when entries flow again.
    private async Task AppendAsync(EntryKind kind, CancellationToken cancellationToken)
    {
        while (intake.Append(kind, deviceHandle: 0, ReadOnlySequence<byte>.Empty, listener: null) == AppendOutcome.NoRoom)
            await intake.WaitForRoomAsync(cancellationToken);
    }
}
