using System.Buffers;
using System.Text;
using System.Threading.Channels;
using Ioc.Mqtt.Broker;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>A sink that remembers what it was offered and answers as the test says; by default it routes.</summary>
internal sealed class TestSink : IPublishSink
{
    private readonly Channel<SeenPublish> _seen = Channel.CreateUnbounded<SeenPublish>();
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _offers;

    public Func<SeenPublish, PublishAnswer> Answer { get; set; } = _ => new PublishAnswer(PublishVerdict.Route);

    public int Offers => Volatile.Read(ref _offers);

    /// <summary>Completes when a connection stands waiting for room.</summary>
    public Task SomebodyWaits => _waiting.Task;

    public PublishAnswer Publish(IBrokerClient client, in IncomingPublish publish)
    {
        Interlocked.Increment(ref _offers);
        var seen = new SeenPublish(
            client, Encoding.UTF8.GetString(publish.Topic), publish.Payload.ToArray(), publish.Qos, publish.Retain, publish.Duplicate, publish.IsWill);
        PublishAnswer answer = Answer(seen);
        if (answer.Verdict != PublishVerdict.NoRoom) _seen.Writer.TryWrite(seen);
        return answer;
    }

    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        _waiting.TrySetResult();
        return new ValueTask(_room.Task.WaitAsync(cancellationToken));
    }

    public void MakeRoom()
    {
        TaskCompletionSource room = _room;
        _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        room.TrySetResult();
    }

    public Task<SeenPublish> NextAsync() => _seen.Reader.ReadAsync().AsTask().Within("a publish at the sink");

    public bool TryNext(out SeenPublish? seen) => _seen.Reader.TryRead(out seen);
}
