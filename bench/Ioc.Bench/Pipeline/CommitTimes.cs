using System.Collections.Concurrent;
using System.Diagnostics;
using Ioc.Silo.Intake;

namespace Ioc.Bench.Pipeline;

/// <summary>How long each message waited from its append to its commit.</summary>
internal sealed class CommitTimes
{
    private readonly ConcurrentBag<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public ICommitListener Next() => new Wait(this);

    public double Milliseconds(double quantile)
    {
        double[] sorted = [.. _milliseconds.Order()];
        return sorted.Length == 0 ? 0 : sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * quantile)];
    }

    private sealed class Wait(CommitTimes times) : ICommitListener
    {
        private readonly long _started = Stopwatch.GetTimestamp();

        public void Committed(int count, bool durable) => times._milliseconds.Add(Stopwatch.GetElapsedTime(_started).TotalMilliseconds);
    }
}
