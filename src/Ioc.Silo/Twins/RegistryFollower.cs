using System.Runtime.InteropServices;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Twins;

/// <summary>
/// Puts "these devices changed" into the journal. What the journal does not take now (starting, disk full) is remembered and told at a later
/// tick; what a crash forgets is found at the next start by comparing twins with the registry.
/// </summary>
internal sealed class RegistryFollower(JournalIntake intake) : IRegistryChangeSink
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _untold = [];

    public ValueTask ChangedAsync(IReadOnlyList<int> handles, CancellationToken cancellationToken)
    {
        lock (_gate)
            _untold.UnionWith(handles);
        Tell();
        return ValueTask.CompletedTask;
    }

    /// <summary>At ticks too.</summary>
    public void Tell()
    {
        lock (_gate)
        {
            while (_untold.Count > 0)
            {
                int[] handles = [.. _untold.Order().Take(EngineLimits.HandlesPerEntry)];
                if (intake.AppendOwn(EntryKind.RegistryChanged, MemoryMarshal.AsBytes(handles.AsSpan()).ToArray(), new Untold(this, handles)) != AppendOutcome.Appended)
                    return;
                _untold.ExceptWith(handles);
            }
        }
    }

    /// <summary>An entry that the disk did not take told nobody.</summary>
    private sealed class Untold(RegistryFollower follower, int[] handles) : ICommitListener
    {
        public void Committed(int count, bool durable)
        {
            if (durable)
                return;
            lock (follower._gate)
                follower._untold.UnionWith(handles);
        }
    }
}
