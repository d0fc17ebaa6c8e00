namespace Ioc.Devices.Broadcasts;

/// <summary>What became of a broadcast on one cluster: one ledger row's state. Numbers are on disk: append only.</summary>
public enum DeliveryState : byte
{
    /// <summary>The device is not known to have it; it may be on its way, or wait in a session.</summary>
    Queued = 1,

    /// <summary>The device's MQTT client acknowledged the command; nothing is known about the device itself yet.</summary>
    Sent = 2,

    /// <summary>The device said it will play.</summary>
    Accepted = 3,

    /// <summary>The device refused, with its reason.</summary>
    Rejected = 4,
    Playing = 5,

    /// <summary>The device says it played to the end.</summary>
    Finished = 6,
    Failed = 7,

    /// <summary>The command's time ran out and the device has not said that it played it.</summary>
    Expired = 8,
    Cancelled = 9,
}
