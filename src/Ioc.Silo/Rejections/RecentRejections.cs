using System.Buffers;
using Ioc.Devices.Rejections;

namespace Ioc.Silo.Rejections;

/// <summary>
/// Counts with one interlocked addition; keeps samples in a ring under a lock that is only taken for the few that are kept. In memory: a
/// restart forgets
/// them, because a refused message was never promised to anyone.
/// </summary>
internal sealed class RecentRejections(TimeProvider time) : IRejections, IDisposable
{
    private readonly long[] _counts = new long[Enum.GetValues<RejectionReason>().Max(reason => (int)reason) + 1];
    private readonly Rejection?[] _ring = new Rejection?[RejectionsLimits.Kept];
    private readonly Lock _gate = new();
    private readonly RejectionsMetrics _metrics = new();
    private readonly long _start = time.GetTimestamp();
    private long _second = -1;
    private int _keptInSecond;
    private long _kept;

    public void Add(RejectionReason reason, string clientId, ReadOnlySpan<byte> topic, in ReadOnlySequence<byte> payload, string? detail = null)
    {
        Interlocked.Increment(ref _counts[(int)reason]);
        _metrics.Count(reason);
        if (!MayKeep())
            return;
        var rejection = new Rejection(
            time.GetUtcNow(), reason, Cut(clientId, RejectionsLimits.ClientIdLengthMax)!,
            PrintableText.From(topic[..Math.Min(topic.Length, RejectionsLimits.TopicLengthMax)], RejectionsLimits.TopicLengthMax),
            Cut(detail, RejectionsLimits.DetailLengthMax), (int)Math.Min(payload.Length, int.MaxValue), Sample(payload));
        lock (_gate)
            _ring[_kept++ % _ring.Length] = rejection;
    }

    public IReadOnlyDictionary<RejectionReason, long> Counts()
    {
        var counts = new Dictionary<RejectionReason, long>();
        for (var reason = 0; reason < _counts.Length; reason++)
            if (Interlocked.Read(ref _counts[reason]) is > 0 and var count)
                counts[(RejectionReason)reason] = count;
        return counts;
    }

    public IReadOnlyList<Rejection> Latest()
    {
        lock (_gate)
        {
            var latest = new List<Rejection>();
            for (var number = _kept - 1; number >= Math.Max(0, _kept - _ring.Length); number--)
                latest.Add(_ring[number % _ring.Length]!);
            return latest;
        }
    }

    public void Dispose() => _metrics.Dispose();

    // Two threads at the turn of a second may both start it anew: a few samples more, which no one minds.
    private bool MayKeep()
    {
        var second = (long)time.GetElapsedTime(_start).TotalSeconds;
        if (Interlocked.Exchange(ref _second, second) != second)
            Volatile.Write(ref _keptInSecond, 0);
        return Volatile.Read(ref _keptInSecond) < RejectionsLimits.KeptPerSecond &&
            Interlocked.Increment(ref _keptInSecond) <= RejectionsLimits.KeptPerSecond;
    }

    private static string Sample(in ReadOnlySequence<byte> payload)
    {
        Span<byte> bytes = stackalloc byte[RejectionsLimits.SampleBytes];
        var taken = (int)Math.Min(payload.Length, bytes.Length);
        payload.Slice(0, taken).CopyTo(bytes);
        return PrintableText.From(bytes[..taken]);
    }

    private static string? Cut(string? text, int lengthMax) => text is null || text.Length <= lengthMax ? text : text[..lengthMax];
}
