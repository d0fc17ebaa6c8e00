using System.Globalization;
using System.Text;

namespace Ioc.Host.Proving;

/// <summary>
/// Continuous QoS 1 load: each device sends seq 1, 2, 3 … and remembers how many were acknowledged; after a lost connection it goes on with the
/// first that was not, as devices do. Because a connection's messages are journalled in order and a repeated seq is recognised, what is
/// stored of a device must be exactly 1 to L with acknowledged ≤ L ≤ sent.
/// </summary>
/// <param name="pause">Between two messages of a device; zero: as fast as they are acknowledged.</param>
internal sealed class AckedLoad(TimeSpan pause = default)
{
    /// <summary>The line opens for 7 messages of every 20: a rhythm whose alerts can be counted from L alone.</summary>
    public const int LineCycle = 20;
    public const int LineOpenFrom = 13;

    private readonly Lock _gate = new();
    private TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _reachedAt = long.MaxValue;
    private long _acknowledged;
    private volatile bool _isEnding;

    public TimeSpan Pause { get; } = pause;

    /// <summary>No new message is to be sent; what is under way is still waited for.</summary>
    public bool IsEnding => _isEnding;

    public long Acknowledged
    {
        get
        {
            lock (_gate)
                return _acknowledged;
        }
    }

    /// <summary>Besides its seq each message carries values that follow from it, so that a stored point can be told from every other one.</summary>
    public static ReadOnlyMemory<byte> Message(int seq) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"seq":{{seq}},"played_today_s":{{seq}},"line_state":"{{(IsLineOpen(seq) ? "open" : "ok")}}","temperature_c":{{Celsius(seq)}},"volume_percent":{{Volume(seq)}}}"""));

    /// <summary>Tenths, below the limit of any alert.</summary>
    public static double Celsius(int seq) => (200 + (seq * 7 % 200)) / 10.0;

    public static int Volume(int seq) => 40 + (seq % 41);

    public static bool IsLineOpen(int seq) => seq % LineCycle >= LineOpenFrom;

    /// <summary>Completes after so many more acknowledgements: the moment to kill. One waiter at a time.</summary>
    public Task WhenAcknowledgedAsync(int more)
    {
        lock (_gate)
        {
            _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _reachedAt = _acknowledged + more;
            return _reached.Task;
        }
    }

    public void CountAcknowledged()
    {
        lock (_gate)
        {
            if (++_acknowledged == _reachedAt)
                _reached.TrySetResult();
        }
    }

    public void Fail(Exception exception)
    {
        lock (_gate)
            _reached.TrySetException(exception);
    }

    public void End() => _isEnding = true;
}
