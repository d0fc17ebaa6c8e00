using System.Text;

namespace Ioc.EndToEnd.Tests;

/// <summary>
/// Continuous QoS 1 load: each device sends seq 1, 2, 3 … on one connection and remembers how many were acknowledged.
/// Because a connection's messages are journalled in order, what is stored of a device must be exactly 1 to L with acknowledged ≤ L ≤ sent.
/// </summary>
internal sealed class AckedLoad
{
    /// <summary>The line opens for 7 messages of every 20: a rhythm whose alerts can be counted from L alone.</summary>
    public const int LineCycle = 20;
    public const int LineOpenFrom = 13;

    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _stopAt;
    private int _acknowledged;

    public AckedLoad(int stopAtAcknowledged) => _stopAt = stopAtAcknowledged;

    /// <summary>Completes when the whole load has this many acknowledgements: the moment to kill.</summary>
    public Task Reached => _reached.Task;

    public static ReadOnlyMemory<byte> Message(int seq) => Encoding.UTF8.GetBytes(
        $$"""{"seq":{{seq}},"played_today_s":{{seq}},"line_state":"{{(IsLineOpen(seq) ? "open" : "ok")}}","temperature_c":36.5,"volume_percent":70}""");

    /// <summary>How often the line went from ok to open in messages 1 to <paramref name="length"/>.</summary>
    public static int AlertsRaised(int length) => Enumerable.Range(1, length).Count(seq => IsLineOpen(seq) && !IsLineOpen(seq - 1));

    public static bool IsLineOpen(int seq) => seq % LineCycle >= LineOpenFrom;

    public void CountAcknowledged()
    {
        if (Interlocked.Increment(ref _acknowledged) == _stopAt)
            _reached.TrySetResult();
    }

    public void Fail(Exception exception) => _reached.TrySetException(exception);
}
