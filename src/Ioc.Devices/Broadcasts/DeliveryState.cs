namespace Ioc.Devices.Broadcasts;

/// <summary>What became of a broadcast on one cluster: one ledger row's state. Numbers are on disk: append only.</summary>
public enum DeliveryState : byte
{
    /// <summary>Waiting for the device to be reachable.</summary>
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

    /// <summary>The command's time ran out before it was played.</summary>
    Expired = 8,
    Cancelled = 9,
}
