using System.IO.Pipelines;
using Ioc.Mqtt.Tests.Rig;
using Ioc.Mqtt.Transport;

namespace Ioc.Mqtt.Tests.Transport;

public sealed class OutputBufferTests
{
    [Fact]
    public void Many_small_writes_share_one_flush()
    {
        var pipe = new HeldPipe();
        var output = new OutputBuffer(pipe, 1_000, new Owner());
        lock (output.Gate)
        {
            for (int i = 0; i < 100; i++) output.Write_NeedsLock([1, 2, 3, 4]);
        }

        output.Flush();
        output.Flush();
        Assert.Equal((1, 400), (pipe.Flushes, pipe.Written.Count));
    }

    [Fact]
    public async Task What_is_written_while_a_flush_is_held_goes_out_together_and_in_order()
    {
        var pipe = new HeldPipe { Hold = true };
        var owner = new Owner();
        var output = new OutputBuffer(pipe, 1_000, owner);
        Write(output, 1);
        for (byte i = 2; i <= 50; i++) Write(output, i);
        Assert.Equal(1, pipe.Flushes);
        pipe.Hold = false;
        pipe.Release();
        await owner.Drained.Within("the output to drain");
        Assert.Equal(2, pipe.Flushes);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (byte)i), pipe.Written);
    }

    [Fact]
    public async Task Beyond_the_bound_the_buffer_closes_and_says_so_once()
    {
        var pipe = new HeldPipe { Hold = true };
        var owner = new Owner();
        var output = new OutputBuffer(pipe, 100, owner);
        for (int i = 0; i < 101; i++) Write(output, 7);
        Assert.False(output.IsClosed);
        Write(output, 8);
        await owner.Overflowed.Within("the overflow to be told");
        Assert.True(output.IsClosed);
        Write(output, 9);
        pipe.Release();
        Assert.Single(pipe.Written);
    }

    [Fact]
    public async Task A_transport_that_throws_while_flushing_is_broken_not_a_bug()
    {
        var pipe = new HeldPipe { Hold = true };
        var owner = new Owner();
        var output = new OutputBuffer(pipe, 100, owner);
        Write(output, 1);
        pipe.Fail(new IOException("reset"));
        await owner.Broken.Within("the break to be told");
        Assert.True(output.IsClosed);
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

        public Task Overflowed => _overflowed.Task;

        public Task Drained => _drained.Task;

        public Task Broken => _broken.Task;

        public void OutputOverflowed() => _overflowed.SetResult();

        public void OutputDrained() => _drained.TrySetResult();

        public void OutputBroken() => _broken.SetResult();
    }

    /// <summary>A pipe whose reader the test plays.</summary>
    private sealed class HeldPipe : PipeWriter
    {
        private readonly byte[] _buffer = new byte[4_096];
        private TaskCompletionSource<FlushResult> _held = new();

        public bool Hold { get; set; }

        public int Flushes { get; private set; }

        public List<byte> Written { get; } = [];

        public void Release() => _held.SetResult(default);

        public void Fail(Exception exception) => _held.SetException(exception);

        public override void Advance(int bytes) => Written.AddRange(_buffer.AsSpan(0, bytes));

        public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

        public override Span<byte> GetSpan(int sizeHint = 0) => _buffer;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            Flushes++;
            if (!Hold) return default;
            _held = new TaskCompletionSource<FlushResult>(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask<FlushResult>(_held.Task);
        }

        public override void CancelPendingFlush() => throw new NotSupportedException();

        public override void Complete(Exception? exception = null)
        {
        }
    }
}
