using System.Buffers;
using System.IO.Pipelines;
using Ioc.Mqtt.Broker;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;
using Microsoft.AspNetCore.Connections;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>
/// One connection served by the broker over pipes instead of a socket, so that a test knows when the broker has looked at each piece it
/// was fed: a cut between two pieces is then really seen as a cut, and a connection costs microseconds.
/// </summary>
internal sealed class PipeConnection
{
    private static readonly PipeOptions Options = new(pauseWriterThreshold: 0, useSynchronizationContext: false);
    private static long lastId;

    private readonly Pipe _toBroker = new(Options);
    private readonly Pipe _fromBroker = new(Options);
    private readonly SteppingReader _input;
    private readonly Task _served;

    public PipeConnection(MqttBroker broker)
    {
        _input = new SteppingReader(_toBroker.Reader);
        var transport = new DuplexPipe(_input, _fromBroker.Writer);
        var context = new DefaultConnectionContext($"pipe-{Interlocked.Increment(ref lastId)}", transport, transport);
        _served = ServeAsync(broker, context);
    }

    public bool IsEnded => _served.IsCompleted;

    /// <summary>Hands the broker these bytes and waits until it wants more or has ended.</summary>
    public async Task FeedAsync(ReadOnlyMemory<byte> bytes)
    {
        if (IsEnded || bytes.IsEmpty) return;
        await Task.WhenAny(_input.Waits, _served).Within("the broker to read");
        _input.Rearm();
        await _toBroker.Writer.WriteAsync(bytes);
        await Task.WhenAny(_input.Waits, _served).Within("the broker to have read");
    }

    /// <summary>Everything the broker said, once it has ended the connection.</summary>
    public async Task<List<Packet>> EndAsync(ProtocolVersion version)
    {
        await _served.Within("the end of the connection");
        var frames = new FrameReader(16 * 1024 * 1024);
        ReadOnlySequence<byte> said = (await _fromBroker.Reader.ReadAtLeastAsync(int.MaxValue)).Buffer;
        List<Packet> packets = [];
        while (frames.Read(ref said, out Frame frame) == DecodeOutcome.Packet)
        {
            packets.Add(PacketDecoder.Decode(frame, version, out MalformedReason reason)
                ?? throw new InvalidOperationException($"The broker sent a malformed {frame.Type}: {reason}"));
        }

        return said.IsEmpty ? packets : throw new InvalidOperationException("The broker ended within a packet.");
    }

    private async Task ServeAsync(MqttBroker broker, DefaultConnectionContext context)
    {
        await broker.ServeAsync(context);
        await _fromBroker.Writer.CompleteAsync();
        await _toBroker.Reader.CompleteAsync();
    }

    private sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>A reader that tells when whoever reads has nothing left and waits.</summary>
    private sealed class SteppingReader(PipeReader inner) : PipeReader
    {
        private TaskCompletionSource _waits = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Waits => Volatile.Read(ref _waits).Task;

        public void Rearm() => Volatile.Write(ref _waits, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            ValueTask<ReadResult> read = inner.ReadAsync(cancellationToken);
            if (!read.IsCompleted) Volatile.Read(ref _waits).TrySetResult();
            return read;
        }

        public override bool TryRead(out ReadResult result) => inner.TryRead(out result);

        public override void AdvanceTo(SequencePosition consumed) => inner.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => inner.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }
}
