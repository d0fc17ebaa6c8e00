namespace Ioc.Devices.Broadcasts;

/// <summary>One broadcast with its deliveries by device handle.</summary>
internal sealed class LedgerEntry(Broadcast broadcast)
{
    public Broadcast Broadcast { get; set; } = broadcast;

    public SortedDictionary<int, Delivery> Rows { get; } = [];

    public BroadcastCounts Counts { get; } = new();

    /// <summary>Before this instant a tick has nothing to do here.</summary>
    public DateTimeOffset NextDue { get; set; } = DateTimeOffset.MinValue;

    public bool IsCancelled => Broadcast.CancelledAt is not null;

    /// <summary>When a device that plays since <paramref name="playingSince"/> should have told its end.</summary>
    public DateTimeOffset ReceiptDue(DateTimeOffset playingSince) =>
        playingSince.AddSeconds(Broadcast.AudioSeconds + BroadcastLimits.ReceiptGraceSeconds);

    public void Put(Delivery delivery)
    {
        if (Rows.TryGetValue(delivery.DeviceHandle, out var before))
            Counts.Remove(before);
        Rows[delivery.DeviceHandle] = delivery;
        Counts.Add(delivery);
    }
}
