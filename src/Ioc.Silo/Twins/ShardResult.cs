using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Twins;
using Ioc.Silo.Changes;
using Ioc.Silo.Journal;
using Ioc.Silo.Judge;

namespace Ioc.Silo.Twins;

/// <summary>What one shard found in one batch, in journal order. Pooled; nothing is added for an ordinary message.</summary>
internal sealed class ShardResult : IFindingSink
{
    /// <summary>For the judge.</summary>
    public List<JudgeItem> Items { get; } = [];

    /// <summary>Twins that a map draws differently now.</summary>
    public List<TwinBrief> Briefs { get; } = [];

    public List<int> RemovedTwins { get; } = [];

    /// <summary>Entries from devices that this shard applied.</summary>
    public int Messages { get; set; }

    /// <summary>Position of the entry that is being applied.</summary>
    public long Position { get; set; }

    /// <summary>Whose findings follow.</summary>
    public Device? Device { get; set; }

    public void Add(in Finding finding) => Items.Add(new JudgeItem
    {
        Kind = JudgeItemKind.Finding, Position = Position, DeviceHandle = finding.DeviceHandle, AtMs = finding.AtMs, Finding = finding, Device = Device,
    });

    public void AddRemoved(int deviceHandle, long atMs)
    {
        Items.Add(new JudgeItem { Kind = JudgeItemKind.Removed, Position = Position, DeviceHandle = deviceHandle, AtMs = atMs });
        RemovedTwins.Add(deviceHandle);
        Briefs.RemoveAll(brief => brief.Handle == deviceHandle);
    }

    public void Add(in PlaybackObservation observation) => Items.Add(new JudgeItem
    {
        Kind = JudgeItemKind.Playback, Position = Position, DeviceHandle = observation.DeviceHandle, AtMs = observation.AtMs, Playback = observation,
    });

    public void Add(int deviceHandle, in Receipt receipt, long atMs) => Items.Add(new JudgeItem
    {
        Kind = JudgeItemKind.Receipt, Position = Position, DeviceHandle = deviceHandle, AtMs = atMs, Receipt = receipt,
    });

    public void AddSite(int deviceHandle, bool working, long atMs) => Items.Add(new JudgeItem
    {
        Kind = JudgeItemKind.SiteWorking, Position = Position, DeviceHandle = deviceHandle, AtMs = atMs, IsSiteWorking = working,
    });

    public void Add(in JournalEntry entry) => Items.Add(new JudgeItem
    {
        Kind = JudgeItemKind.Entry, Position = Position, DeviceHandle = entry.DeviceHandle, AtMs = entry.ReceivedAtMs,
        EntryKind = entry.Kind, Payload = entry.Payload.ToArray(),
    });

    public void Clear()
    {
        Items.Clear();
        Briefs.Clear();
        RemovedTwins.Clear();
        Device = null;
        Messages = 0;
    }
}
