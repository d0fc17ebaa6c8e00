using System.Diagnostics.Metrics;

namespace Ioc.Silo;

/// <summary>The meter "Ioc.Silo". Counted per batch, never per message.</summary>
internal sealed class SiloMetrics : IDisposable
{
    public const string MeterName = "Ioc.Silo";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _entries;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _commitSeconds;
    private readonly Histogram<int> _batchEntries;
    private readonly Histogram<double> _checkpointSeconds;
    private readonly Counter<long> _checkpointFailures;
    private readonly Histogram<double> _tickLateSeconds;
    private readonly Counter<long> _applied;

    public SiloMetrics()
    {
        _entries = _meter.CreateCounter<long>("ioc.journal.entries", "{entry}", "Entries made durable.");
        _bytes = _meter.CreateCounter<long>("ioc.journal.written", "By", "Bytes written to the journal.");
        _failures = _meter.CreateCounter<long>("ioc.journal.failures", "{commit}", "Commits that could not be made durable.");
        _commitSeconds = _meter.CreateHistogram<double>("ioc.journal.commit.duration", "s", "Write and flush of one group commit.");
        _batchEntries = _meter.CreateHistogram<int>("ioc.journal.commit.entries", "{entry}", "Entries per group commit.");
        _checkpointSeconds = _meter.CreateHistogram<double>("ioc.checkpoint.duration", "s", "Writing one checkpoint to both stores.");
        _checkpointFailures = _meter.CreateCounter<long>("ioc.checkpoint.failures", "{checkpoint}", "Checkpoints that a store refused; they are tried again.");
        _tickLateSeconds = _meter.CreateHistogram<double>("ioc.tick.lateness", "s", "How late the one-second tick came.");
        _applied = _meter.CreateCounter<long>("ioc.shard.applied", "{entry}", "Entries that shards applied.");
    }

    public void Committed(int entries, int bytes, TimeSpan duration)
    {
        _entries.Add(entries);
        _bytes.Add(bytes);
        _commitSeconds.Record(duration.TotalSeconds);
        _batchEntries.Record(entries);
    }

    public void CommitFailed() => _failures.Add(1);

    public void Applied(int entries) => _applied.Add(entries);

    public void Checkpointed(TimeSpan duration) => _checkpointSeconds.Record(duration.TotalSeconds);

    public void CheckpointFailed() => _checkpointFailures.Add(1);

    public void Ticked(TimeSpan late) => _tickLateSeconds.Record(late.TotalSeconds);

    /// <summary>Values that are read when somebody looks.</summary>
    public void Observe(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> read) =>
        _meter.CreateObservableGauge(name, read, unit, description);

    public void Dispose() => _meter.Dispose();
}
