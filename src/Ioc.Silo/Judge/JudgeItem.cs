using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Twins;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Judge;

/// <summary>
/// One thing that a shard found for the judge. Ordered by position, then by device, so that the order does not depend on how many shards
/// there are: a tick's findings of all devices have the tick's position.
/// </summary>
internal readonly struct JudgeItem
{
    public required JudgeItemKind Kind { get; init; }

    public required long Position { get; init; }

    public required int DeviceHandle { get; init; }

    public required long AtMs { get; init; }

    public Finding Finding { get; init; }

    /// <summary>Of a finding: whose, as the shard knew it. The registry may be ahead of the entry.</summary>
    public Device? Device { get; init; }

    public Receipt Receipt { get; init; }

    public PlaybackObservation Playback { get; init; }

    public bool IsSiteWorking { get; init; }

    /// <summary>Of an entry: what it is and its bytes.</summary>
    public EntryKind EntryKind { get; init; }

    public byte[]? Payload { get; init; }

    public static int Compare(in JudgeItem left, in JudgeItem right)
    {
        var byPosition = left.Position.CompareTo(right.Position);
        return byPosition != 0 ? byPosition : left.DeviceHandle.CompareTo(right.DeviceHandle);
    }
}
