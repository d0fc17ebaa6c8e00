using Ioc.Silo.Journal;

namespace Ioc.Gateway.Publishes;

/// <summary>One channel that devices publish on: its word in the topic, what it becomes in the journal, its payload limit.</summary>
internal readonly record struct DeviceChannel(EntryKind Kind, int PayloadBytesMax)
{
    /// <summary>Finds the channel by the last topic level. False: no channel, or one that only the centre publishes.</summary>
    public static bool TryFind(ReadOnlySpan<byte> word, out DeviceChannel channel)
    {
        channel = default;
        if (word.SequenceEqual("telemetry"u8))
            channel = new(EntryKind.Telemetry, GatewayLimits.TelemetryBytesMax);
        else if (word.SequenceEqual("status"u8))
            channel = new(EntryKind.Status, GatewayLimits.StatusBytesMax);
        else if (word.SequenceEqual("receipt"u8))
            channel = new(EntryKind.Receipt, GatewayLimits.StatusBytesMax);
        else if (word.SequenceEqual("event"u8))
            channel = new(EntryKind.Event, GatewayLimits.TelemetryBytesMax);
        return channel.PayloadBytesMax > 0;
    }
}
