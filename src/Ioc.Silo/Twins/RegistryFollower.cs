using System.Runtime.InteropServices;
using Ioc.Silo.Intake;
using Ioc.Silo.Journal;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Twins;

/// <summary>
/// Puts "these devices changed", or "units changed", into the journal. What the journal does not take now (starting, disk full) is remembered
/// and told at a later tick; what a crash forgets is found at the next start by comparing twins and alerts with the registry.
/// </summary>
internal sealed class RegistryFollower(JournalIntake intake) : IRegistryChangeSink
{
    private readonly Lock _gate = new();
    private readonly HashSet<int> _untold = [];
    private bool _areUnitsUntold;

    public ValueTask ChangedAsync(IReadOnlyList<int> handles, CancellationToken cancellationToken)
    {
        Remember(handles);
        Tell();
        return ValueTask.CompletedTask;
    }

    /// <summary>At ticks too.</summary>
    public void Tell()
    {
        lock (_gate)
        {
            while (_untold.Count > 0 || _areUnitsUntold)
            {
                // Units have an entry of their own, the last: none that names devices says anything of them.
                int[] handles = [.. _untold.Order().Take(EngineLimits.HandlesPerEntry)];
                if (intake.AppendOwn(EntryKind.RegistryChanged, MemoryMarshal.AsBytes(handles.AsSpan()).ToArray(), new Untold(this, handles)) != AppendOutcome.Appended)
                    return;
                _untold.ExceptWith(handles);
                _areUnitsUntold &= handles.Length > 0;
            }
        }
    }

    private void Remember(IReadOnlyList<int> handles)
    {
        lock (_gate)
        {
            _untold.UnionWith(handles);
            _areUnitsUntold |= handles.Count == 0;
        }
    }

    /// <summary>An entry that the disk did not take told nobody.</summary>
    private sealed class Untold(RegistryFollower follower, int[] handles) : ICommitListener
    {
        public void Committed(int count, bool durable)
        {
            if (!durable)
                follower.Remember(handles);
        }
    }
}
