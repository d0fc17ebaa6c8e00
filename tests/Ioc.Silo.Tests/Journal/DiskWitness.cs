using System.Collections.Concurrent;
using Ioc.Silo.Intake;

namespace Ioc.Silo.Tests.Journal;

/// <summary>Looks at the disk in the moment it is told of its commit, on the thread that tells it.</summary>
internal sealed class DiskWitness(FailingDisk disk) : ICommitListener
{
    private readonly BlockingCollection<(long Unflushed, long Flushed, bool NameUnflushed)> _seen = [];

    public void Committed(int count, bool durable) => _seen.Add((disk.BytesUnflushed, disk.BytesFlushed, disk.IsNameUnflushed));

    public (long Unflushed, long Flushed, bool NameUnflushed) Next() =>
        _seen.TryTake(out var seen, TimeSpan.FromSeconds(30)) ? seen : throw new TimeoutException("the listener was not told");
}
