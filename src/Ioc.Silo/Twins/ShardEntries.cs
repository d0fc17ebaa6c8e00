using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ioc.Devices;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;
using Ioc.Devices.Twins;
using Ioc.Silo.Checkpoints;
using Ioc.Silo.History;
using Ioc.Silo.Journal;
using Ioc.Silo.Registry;
using Ioc.Silo.Rejections;
using Ioc.Silo.Series;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Twins;

/// <summary>
/// Steps 5 to 7 for one shard: walks a batch, decodes and applies what is the shard's own, and notes what the judge must hear. Nothing is
/// allocated, logged or locked for an ordinary message.
/// </summary>
internal sealed class ShardEntries(
    int index, int shards, TwinSlots slots, PointBuffers points, IRegistry registry, IRejections rejections, ILogger logger)
{
    private readonly TelemetryFrame _frame = new();
    private readonly List<TwinGrain> _listed = [];
    private PointBuffer? _buffer;

    /// <summary>Points up to this position are in the store already.</summary>
    public long PointsAfter { get; set; }

    public HealthLog Health { get; } = new();

    public void ForgetPointBuffer() => _buffer = null;

    public void Apply(BatchWork work, ShardResult result)
    {
        var position = work.Batch.FirstPosition;
        for (var rest = work.Batch.Entries; !rest.IsEmpty; position++)
        {
            var entryBytes = JournalEntry.Peek(rest.Span, out _, out var handle);
            // Entries without a device concern everybody.
            if (handle == 0 || (uint)handle % (uint)shards == (uint)index)
                TryApply(rest[..entryBytes], position, work.IsReplay, result);
            rest = rest[entryBytes..];
        }

        foreach (var grain in _listed)
        {
            grain.IsListed = false;
            if (grain.DiffersFromTold() && ReferenceEquals(slots.Find(grain.Twin.Handle), grain))
                result.Briefs.Add(grain.Tell());
        }

        _listed.Clear();
    }

    private void TryApply(ReadOnlyMemory<byte> bytes, long position, bool isReplay, ShardResult result)
    {
        try
        {
            result.Position = position;
            var entry = JournalEntry.Read(bytes.Span, out _);
            if (entry.DeviceHandle == 0)
                ApplyToAll(entry, result);
            else
                ApplyToOne(entry, bytes[JournalEntry.HeaderBytes..], isReplay, result);
        }
        catch (Exception exception)
        {
            // One entry that hits a bug of ours must not stop the province, now or at every restart.
            EngineLog.EntryLeftOut(logger, exception, position);
        }
    }

    private void ApplyToOne(in JournalEntry entry, ReadOnlyMemory<byte> payload, bool isReplay, ShardResult result)
    {
        if (entry.Kind == EntryKind.CommandDelivered)
        {
            result.Add(entry);
            return;
        }

        if ((slots.Find(entry.DeviceHandle) ?? CreateKnown(entry)) is not { } grain)
            return;
        result.Messages++;
        result.Device = grain.Twin.Device;
        string? detail = null;
        var reason = entry.Kind switch
        {
            EntryKind.Telemetry => ApplyTelemetry(grain, entry, result, out detail),
            EntryKind.Status => ApplyStatus(grain, entry, result),
            EntryKind.Receipt => ApplyReceipt(grain, entry, result, out detail),
            _ => Hear(grain, entry, result),
        };
        if (reason != RejectionReason.None && !isReplay)
            Reject(grain.Twin.Device, entry.Kind, reason, payload, detail);
        slots.MarkDirty(grain);
        grain.Note(Health, entry.ReceivedAtMs);
        List(grain);
    }

    private RejectionReason ApplyTelemetry(TwinGrain grain, in JournalEntry entry, ShardResult result, out string? detail)
    {
        // Step 5: decode.
        var reason = TelemetryDecoder.Decode(grain.Twin.Device.Kind, entry.Payload, _frame, out detail);
        if (reason != RejectionReason.None)
            return reason;
        // Step 6: apply to the twin.
        reason = grain.Twin.Apply(_frame, entry.ReceivedAtMs, result);
        if (reason != RejectionReason.None)
            return reason;
        // Step 7: keep the points for the store.
        if (result.Position > PointsAfter)
            AddPoints(entry, result.Position);
        grain.Applied(result, entry.ReceivedAtMs, isTelemetry: true);
        return RejectionReason.None;
    }

    private void AddPoints(in JournalEntry entry, long position)
    {
        _buffer ??= points.Take(index);
        if (_buffer.TryAdd(entry.DeviceHandle, entry.ReceivedAtMs, position, _frame.Points))
            return;
        _buffer = points.Take(index);
        _buffer.TryAdd(entry.DeviceHandle, entry.ReceivedAtMs, position, _frame.Points);
    }

    private static RejectionReason ApplyStatus(TwinGrain grain, in JournalEntry entry, ShardResult result)
    {
        var reason = StatusDecoder.Decode(entry.Payload, out var online);
        if (reason != RejectionReason.None)
            return reason;
        grain.Twin.ApplyStatus(online, entry.ReceivedAtMs, result);
        grain.Applied(result, entry.ReceivedAtMs, isTelemetry: false);
        return RejectionReason.None;
    }

    private static RejectionReason ApplyReceipt(TwinGrain grain, in JournalEntry entry, ShardResult result, out string? detail)
    {
        var reason = ReceiptDecoder.Decode(entry.Payload, out var receipt, out detail);
        if (reason != RejectionReason.None)
            return reason;
        result.Add(entry.DeviceHandle, receipt, entry.ReceivedAtMs);
        return Hear(grain, entry, result);
    }

    /// <summary>Events and receipts say nothing about values, but a device that sends them is there.</summary>
    private static RejectionReason Hear(TwinGrain grain, in JournalEntry entry, ShardResult result)
    {
        grain.Twin.ApplyStatus(online: true, entry.ReceivedAtMs, result);
        grain.Applied(result, entry.ReceivedAtMs, isTelemetry: false);
        return RejectionReason.None;
    }

    private void ApplyToAll(in JournalEntry entry, ShardResult result)
    {
        // One shard is enough to tell the judge.
        if (index == 0)
            result.Add(entry);
        switch (entry.Kind)
        {
            case EntryKind.Tick:
                Tick(entry.ReceivedAtMs, result);
                break;
            case EntryKind.ListeningStarted or EntryKind.ListeningStopped or EntryKind.ClockJumped:
                Listen(entry);
                break;
            case EntryKind.RegistryChanged:
                foreach (var handle in MemoryMarshal.Cast<byte, int>(entry.Payload))
                    Follow(BitConverter.IsLittleEndian ? handle : BinaryPrimitives.ReverseEndianness(handle), entry.ReceivedAtMs, result);
                break;
        }
    }

    private void Tick(long nowMs, ShardResult result)
    {
        foreach (var grain in slots.Span)
        {
            if (grain is null)
                continue;
            result.Device = grain.Twin.Device;
            if (!grain.Twin.Tick(nowMs, result))
                continue;
            grain.Applied(result, nowMs, isTelemetry: false);
            slots.MarkDirty(grain);
            grain.Note(Health, nowMs);
            List(grain);
        }
    }

    private void Listen(in JournalEntry entry)
    {
        foreach (var grain in slots.Span)
        {
            if (grain is null)
                continue;
            if (entry.Kind == EntryKind.ListeningStarted)
                grain.Twin.ListeningStarted(entry.ReceivedAtMs);
            else if (entry.Kind == EntryKind.ListeningStopped)
                grain.Twin.ListeningStopped();
            else
                grain.Twin.ClockJumped(entry.ReceivedAtMs);
            slots.MarkDirty(grain);
        }
    }

    private void Follow(int handle, long atMs, ShardResult result)
    {
        if ((uint)handle % (uint)shards != (uint)index)
            return;
        var device = registry.Current.FindDevice(handle);
        var grain = slots.Find(handle);
        if (grain is not null && device?.Kind != grain.Twin.Device.Kind)
        {
            slots.Remove(handle);
            result.AddRemoved(handle, atMs);
            grain = null;
        }

        if (device is null)
            return;
        if (grain is null)
            grain = Create(device, atMs);
        else
            grain.Twin.Reconfigure(device, atMs);
        slots.MarkDirty(grain);
        grain.Note(Health, atMs);
        List(grain);
        result.Briefs.Add(grain.Tell());
    }

    /// <summary>A device may send before the entry that tells of its registration: it is known as soon as the registry says so.</summary>
    private TwinGrain? CreateKnown(in JournalEntry entry) =>
        registry.Current.FindDevice(entry.DeviceHandle) is { } device ? Create(device, entry.ReceivedAtMs) : null;

    private TwinGrain Create(Device device, long atMs)
    {
        var grain = TwinGrain.Create(Twin.Create(device, atMs));
        slots.Put(grain);
        return grain;
    }

    private void List(TwinGrain grain)
    {
        if (grain.IsListed || !grain.DiffersFromTold())
            return;
        grain.IsListed = true;
        _listed.Add(grain);
    }

    private void Reject(Device device, EntryKind kind, RejectionReason reason, ReadOnlyMemory<byte> payload, string? detail)
    {
        var channel = kind switch { EntryKind.Telemetry => "telemetry", EntryKind.Status => "status", EntryKind.Receipt => "receipt", _ => "event" };
        Span<byte> topic = stackalloc byte[128];
        System.Text.Unicode.Utf8.TryWrite(topic, $"ioc/v1/{device.Kind.Word()}/{device.Id}/{channel}", out var length);
        rejections.Add(reason, device.Id, topic[..length], new ReadOnlySequence<byte>(payload), detail);
    }
}
