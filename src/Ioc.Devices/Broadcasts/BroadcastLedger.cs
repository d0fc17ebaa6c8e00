using Ioc.Devices.Rejections;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Broadcasts;

/// <summary>
/// What became of every broadcast on every cluster. Pure, one owner; times and positions come from the journal entry that caused the change.
///
/// A cancel is honest: every device is told to forget the command, also one that is not known to have it, because it may be on its way or in a
/// session; a row changes when the device says so, or when nothing can be playing any more.
///
/// So is silence: what the centre concludes from it (expired, no receipt) gives way to the device's own word, which may have waited for a
/// network, or for us.
/// </summary>
public sealed class BroadcastLedger
{
    private readonly Dictionary<string, LedgerEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<LedgerEntry>> _openByDevice = [];
    private readonly List<LedgerEntry> _active = [];
    private readonly Queue<LedgerEntry> _finished = new();
    private readonly Dictionary<(string BroadcastId, int Handle), Delivery> _changedRows = [];
    private readonly Dictionary<string, Broadcast> _changedBroadcasts = new(StringComparer.Ordinal);
    private int _rows;

    /// <summary>Broadcasts in memory: active ones, and finished ones while there is room.</summary>
    public IReadOnlyCollection<string> BroadcastIds => _entries.Keys;

    public int ActiveCount => _active.Count;

    public Broadcast? Find(string broadcastId) => _entries.GetValueOrDefault(broadcastId)?.Broadcast;

    public Delivery? FindDelivery(string broadcastId, int deviceHandle) =>
        _entries.GetValueOrDefault(broadcastId)?.Rows.GetValueOrDefault(deviceHandle);

    /// <summary>By device handle; null where the broadcast is not in memory.</summary>
    public IReadOnlyCollection<Delivery>? Deliveries(string broadcastId) => _entries.GetValueOrDefault(broadcastId)?.Rows.Values;

    /// <summary>Live counts: they change with the ledger.</summary>
    public BroadcastCounts? Counts(string broadcastId) => _entries.GetValueOrDefault(broadcastId)?.Counts;

    /// <summary>Null where the broadcast is within bounds; otherwise what is wrong, for people.</summary>
    public static string? Validate(Broadcast broadcast) => broadcast switch
    {
        _ when !DeviceId.IsValid(broadcast.Id) => "id: 1 to 64 of A-Z a-z 0-9 . _ -",
        { Title.Length: 0 or > BroadcastLimits.TitleCharactersMax } => $"title: 1 to {BroadcastLimits.TitleCharactersMax} characters",
        { Text.Length: 0 or > BroadcastLimits.TextCharactersMax } => $"text: 1 to {BroadcastLimits.TextCharactersMax} characters",
        { AudioSeconds: not (> 0 and <= BroadcastLimits.AudioSecondsMax) } => $"audio: up to {BroadcastLimits.AudioSecondsMax} seconds",
        { VolumePercent: < 0 or > 100 } => "volume: 0 to 100 percent",
        _ when broadcast.ExpiresAt <= broadcast.CreatedAt => "expires before it begins",
        _ when broadcast.ExpiresAt > broadcast.CreatedAt.AddSeconds(BroadcastLimits.ExpirySecondsMax) => "expires later than in a week",
        _ => null,
    };

    /// <summary>Adds a broadcast with one queued row per loudspeaker among the targets. The same id twice changes nothing.</summary>
    public OrderOutcome Order(Broadcast broadcast, IReadOnlyList<Device> targets, long atMs)
    {
        if (_entries.ContainsKey(broadcast.Id))
            return OrderOutcome.Known;
        if (Validate(broadcast) is not null)
            return OrderOutcome.Invalid;
        MakeRoom(targets.Count);
        if (_active.Count >= BroadcastLimits.ActiveMax || _rows + targets.Count > BroadcastLimits.RowsMax)
            return OrderOutcome.TooMany;
        var entry = Add(broadcast);
        _changedBroadcasts[broadcast.Id] = broadcast;
        foreach (var device in targets.Where(device => device.Kind == DeviceKind.Loudspeaker && !entry.Rows.ContainsKey(device.Handle)))
        {
            AddRow(entry, new Delivery
            {
                BroadcastId = broadcast.Id,
                DeviceHandle = device.Handle,
                DeviceId = device.Id,
                UnitCode = device.UnitCode,
                State = DeliveryState.Queued,
                ChangedAt = At(atMs),
            });
        }
        SettleIfDone(entry);
        return OrderOutcome.Added;
    }

    /// <summary>The device's MQTT client acknowledged the play command. False: nothing changed.</summary>
    public bool Delivered(string broadcastId, int deviceHandle, long atMs) =>
        Row(broadcastId, deviceHandle) is { State: DeliveryState.Queued } row && Change(row with { State = DeliveryState.Sent }, atMs);

    /// <summary>Takes a device's receipt. None also where it repeats or comes after the end: then nothing changes.</summary>
    public RejectionReason Apply(in Receipt receipt, int deviceHandle, long atMs)
    {
        if (Row(receipt.BroadcastId, deviceHandle) is not { } row)
            return RejectionReason.UnknownBroadcast;
        if (row.IsConcluded ? DeliveryTransitions.IsLegalAfterSilence(row.State, receipt.State) : DeliveryTransitions.IsLegal(row.State, receipt.State))
        {
            Change(
                row with
                {
                    State = receipt.State,
                    Reason = receipt.Reason ?? (row.IsConcluded ? null : row.Reason),
                    PlayedSeconds = receipt.PlayedSeconds ?? row.PlayedSeconds,
                },
                atMs);
        }
        return RejectionReason.None;
    }

    /// <summary>Stops a broadcast; <see cref="WaitingFor"/> then has the cancel commands. False: unknown, over or cancelled already.</summary>
    public bool Cancel(string broadcastId, string user, long atMs)
    {
        if (!_entries.TryGetValue(broadcastId, out var entry) || entry.IsCancelled || entry.Counts.Unfinished == 0)
            return false;
        entry.Broadcast = entry.Broadcast with { CancelledAt = At(atMs), CancelledBy = user };
        _changedBroadcasts[broadcastId] = entry.Broadcast;
        entry.NextDue = DateTimeOffset.MinValue;
        return true;
    }

    /// <summary>
    /// Evidence from telemetry. A device seen playing is playing, even if its receipt was lost; what was seen last decides whether it is heard.
    /// True: the row changed.
    /// </summary>
    public bool Observe(in PlaybackObservation observation)
    {
        if (Row(observation.BroadcastId, observation.DeviceHandle) is not { } row || (DeliveryTransitions.IsFinal(row.State) && row.State != DeliveryState.Expired))
            return false;
        var seen = row with { State = DeliveryState.Playing, Heard = observation.Agrees ?? row.Heard };
        if (seen == row)
            return false;

        // ChangedAt of a playing row is when it began to play: the receipt's deadline counts from it.
        return Change(seen, row.State == DeliveryState.Playing ? row.ChangedAt.ToUnixTimeMilliseconds() : observation.AtMs);
    }

    /// <summary>Time went on: expiry, and devices that never told the end. Cheap while nothing is due.</summary>
    public void Tick(long nowMs)
    {
        var now = At(nowMs);
        foreach (var entry in _active.Where(entry => now >= entry.NextDue).ToArray())
            Tick(entry, now, nowMs);
    }

    /// <summary>Commands to offer the device, oldest broadcast first.</summary>
    /// <param name="deviceHandle">The device.</param>
    /// <param name="connected">It came just now, perhaps out of a reboot: then it knows nothing any more of what it accepted and did not begin.</param>
    public IReadOnlyList<PendingCommand> WaitingFor(int deviceHandle, bool connected = false)
    {
        if (!_openByDevice.TryGetValue(deviceHandle, out var entries))
            return [];
        var commands = new List<PendingCommand>();
        foreach (var entry in entries)
        {
            var row = entry.Rows[deviceHandle];
            if (entry.IsCancelled || row.State is DeliveryState.Queued or DeliveryState.Sent || (connected && row.State is DeliveryState.Accepted))
                commands.Add(new PendingCommand(entry.Broadcast, row, entry.IsCancelled));
        }
        return commands;
    }

    /// <summary>Rows changed since the last call, for the checkpoint and for screens; by broadcast and device.</summary>
    public IReadOnlyList<Delivery> TakeChangedRows()
    {
        Delivery[] rows = [.. _changedRows.Values.OrderBy(row => row.BroadcastId, StringComparer.Ordinal).ThenBy(row => row.DeviceHandle)];
        _changedRows.Clear();
        return rows;
    }

    /// <summary>Broadcasts ordered or cancelled since the last call.</summary>
    public IReadOnlyList<Broadcast> TakeChangedBroadcasts()
    {
        Broadcast[] broadcasts = [.. _changedBroadcasts.Values.OrderBy(broadcast => broadcast.Id, StringComparer.Ordinal)];
        _changedBroadcasts.Clear();
        return broadcasts;
    }

    /// <summary>Takes one broadcast with its rows from a checkpoint, oldest first; known ids change nothing.</summary>
    public void Load(Broadcast broadcast, IEnumerable<Delivery> deliveries)
    {
        if (_entries.ContainsKey(broadcast.Id))
            return;
        var entry = Add(broadcast);
        foreach (var delivery in deliveries)
            AddRow(entry, delivery);
        _changedRows.Clear();
        SettleIfDone(entry);
        MakeRoom(0);
    }

    private static DateTimeOffset At(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private Delivery? Row(string broadcastId, int deviceHandle) => FindDelivery(broadcastId, deviceHandle);

    private LedgerEntry Add(Broadcast broadcast)
    {
        var entry = new LedgerEntry(broadcast);
        _entries[broadcast.Id] = entry;
        _active.Add(entry);
        return entry;
    }

    private void AddRow(LedgerEntry entry, Delivery delivery)
    {
        if (entry.Rows.ContainsKey(delivery.DeviceHandle))
            return;
        entry.Put(delivery);
        _rows++;
        _changedRows[(delivery.BroadcastId, delivery.DeviceHandle)] = delivery;
        if (!DeliveryTransitions.IsFinal(delivery.State))
            Open(delivery.DeviceHandle, entry);
    }

    private void Open(int deviceHandle, LedgerEntry entry)
    {
        if (!_openByDevice.TryGetValue(deviceHandle, out var open))
            _openByDevice[deviceHandle] = open = [];
        open.Add(entry);
    }

    private void Tick(LedgerEntry entry, DateTimeOffset now, long nowMs)
    {
        var end = entry.IsCancelled ? entry.Broadcast.SilentAt : entry.Broadcast.ExpiresAt;
        var expired = now >= end;
        var nextDue = expired ? DateTimeOffset.MaxValue : end;
        foreach (var row in entry.Rows.Values.ToArray())
        {
            if (row.State == DeliveryState.Playing)
            {
                var due = entry.ReceiptDue(row.ChangedAt);
                if (now >= due)
                    Change(row with { State = DeliveryState.Failed, Reason = Delivery.NoReceipt }, nowMs);
                else if (due < nextDue)
                    nextDue = due;
            }
            else if (expired && !DeliveryTransitions.IsFinal(row.State))
            {
                Change(entry.IsCancelled ? row with { State = DeliveryState.Cancelled, Reason = Delivery.NoReceipt } : row with { State = DeliveryState.Expired }, nowMs);
            }
        }
        entry.NextDue = nextDue;
    }

    private bool Change(Delivery row, long atMs)
    {
        var entry = _entries[row.BroadcastId];
        var wasFinal = DeliveryTransitions.IsFinal(entry.Rows[row.DeviceHandle].State);
        var changed = row with { ChangedAt = At(atMs) };
        entry.Put(changed);
        entry.NextDue = DateTimeOffset.MinValue;
        _changedRows[(row.BroadcastId, row.DeviceHandle)] = changed;
        if (!DeliveryTransitions.IsFinal(changed.State))
        {
            if (wasFinal)
                OpenAgain(row.DeviceHandle, entry);
            return true;
        }

        if (wasFinal)
            return true;
        if (_openByDevice.TryGetValue(row.DeviceHandle, out var open) && open.Remove(entry) && open.Count == 0)
            _openByDevice.Remove(row.DeviceHandle);
        SettleIfDone(entry);
        return true;
    }

    /// <summary>Silence was taken for the end, and it was not.</summary>
    private void OpenAgain(int deviceHandle, LedgerEntry entry)
    {
        Open(deviceHandle, entry);
        if (!_active.Contains(entry))
            _active.Add(entry);
    }

    private void SettleIfDone(LedgerEntry entry)
    {
        if (entry.Counts.Unfinished == 0 && _active.Remove(entry))
            _finished.Enqueue(entry);
    }

    /// <summary>Forgets the broadcasts that ended first; their rows are in the store.</summary>
    private void MakeRoom(int rows)
    {
        while (_rows + rows > BroadcastLimits.RowsMax && _finished.TryDequeue(out var oldest))
        {
            // One that was opened again stands here a second time once it has ended.
            if (oldest.Counts.Unfinished == 0 && _entries.Remove(oldest.Broadcast.Id))
                _rows -= oldest.Rows.Count;
        }
    }
}
