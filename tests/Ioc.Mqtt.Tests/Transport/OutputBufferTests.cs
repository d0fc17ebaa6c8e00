using Ioc.Mqtt.Tests.Rig;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Tests.Transport;

public sealed class OutputBufferTests
{
    [Fact]
    public void Many_small_writes_share_one_send()
    {
        var wire = new HeldTransport();
        var output = new OutputBuffer(wire, 1_000, new Owner());
        lock (output.Gate)
        {
            for (int i = 0; i < 100; i++) output.Write_NeedsLock([1, 2, 3, 4]);
        }

        output.Flush();
        output.Flush();
        Assert.Equal((1, 400), (wire.Sends, wire.Sent.Count));
    }

    [Fact]
    public async Task What_is_written_while_a_send_is_held_goes_out_together_and_in_order()
    {
        var wire = new HeldTransport { Hold = true };
        var owner = new Owner();
        var output = new OutputBuffer(wire, 1_000, owner);
        Write(output, 1);
        for (byte i = 2; i <= 50; i++) Write(output, i);
        lock (output.Gate) Assert.False(output.HasRoom_NeedsLock());
        Assert.Equal(1, wire.Sends);
        wire.Hold = false;
        wire.Release(true);
        await owner.Drained.Within("the output to drain");
        Assert.Equal(2, wire.Sends);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (byte)i), wire.Sent);
    }

    [Fact]
    public void Who_flushes_while_another_sends_leaves_it_to_him()
    {
        var wire = new HeldTransport();
        var output = new OutputBuffer(wire, 1_000, new Owner());
        wire.OnSend = () =>
        {
            wire.OnSend = null;
            lock (output.Gate) output.Write_NeedsLock([2]);
            output.Flush();
            Assert.Equal(1, wire.Sends);
            lock (output.Gate) output.Write_NeedsLock([3]);
        };
        lock (output.Gate) output.Write_NeedsLock([1]);
        output.Flush();
        Assert.Equal(2, wire.Sends);
        Assert.Equal([1, 2, 3], wire.Sent);
    }

    [Fact]
    public async Task Beyond_the_bound_the_buffer_closes_and_says_so_once()
    {
        var wire = new HeldTransport { Hold = true };
        var owner = new Owner();
        var output = new OutputBuffer(wire, 100, owner);
        for (int i = 0; i < 101; i++) Write(output, 7);
        Assert.False(output.IsClosed);
        Write(output, 8);
        await owner.Overflowed.Within("the overflow to be told");
        Assert.True(output.IsClosed);
        Write(output, 9);
        wire.Release(true);
        Assert.Single(wire.Sent);
    }

    [Fact]
    public async Task A_transport_that_is_gone_while_sending_breaks_the_output()
    {
        var wire = new HeldTransport { Hold = true };
        var owner = new Owner();
        var output = new OutputBuffer(wire, 100, owner);
        Write(output, 1);
        wire.Release(false);
        await owner.Broken.Within("the break to be told");
        Assert.True(output.IsClosed);
    }

    [Fact]
    public async Task Completion_is_told_after_the_last_byte_also_when_the_peer_was_slow()
    {
        var wire = new HeldTransport { Hold = true };
        var owner = new Owner();
        var output = new OutputBuffer(wire, 100, owner);
        Write(output, 1);
        Write(output, 2);
        output.Complete();
        Write(output, 3);
        Assert.False(owner.Completed.IsCompleted);
        wire.Hold = false;
        wire.Release(true);
        await owner.Completed.Within("the completion to be told");
        Assert.Equal([1, 2], wire.Sent);
    }

    private static void Write(OutputBuffer output, byte value)
    {
        lock (output.Gate)
        {
            output.Write_NeedsLock([value]);
            output.Flush_NeedsLock();
        }
    }

    private sealed class Owner : IOutputOwner
    {
        private readonly TaskCompletionSource _overflowed = new();
        private readonly TaskCompletionSource _drained = new();
        private readonly TaskCompletionSource _broken = new();
        private readonly TaskCompletionSource _completed = new();

        public Task Overflowed => _overflowed.Task;

        public Task Drained => _drained.Task;

        public Task Broken => _broken.Task;

        public Task Completed => _completed.Task;

        public void OutputOverflowed() => _overflowed.SetResult();

        public void OutputDrained() => _drained.TrySetResult();

        public void OutputBroken() => _broken.SetResult();

        public void OutputCompleted() => _completed.SetResult();
    }

    /// <summary>A wire whose far end the test plays.</summary>
    private sealed class HeldTransport : IOutputTransport
    {
        private TaskCompletionSource<bool> _held = new();

        public bool Hold { get; set; }

        public Action? OnSend { get; set; }

        public int Sends { get; private set; }

        public List<byte> Sent { get; } = [];

        public void Release(bool isTaken) => _held.SetResult(isTaken);

        public ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes)
        {
            Sends++;
            Sent.AddRange(bytes.Span);
            OnSend?.Invoke();
            if (!Hold) return new ValueTask<bool>(true);
            _held = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask<bool>(_held.Task);
        }
    }
}
