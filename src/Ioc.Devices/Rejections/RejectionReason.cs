namespace Ioc.Devices.Rejections;

/// <summary>
/// Why a message was refused. The words of <see cref="RejectionReasons"/> are the metric's label and the API's value;
/// numbers are on disk: append only.
/// </summary>
public enum RejectionReason : byte
{
    None = 0,

    /// <summary>The client is not a registered device.</summary>
    UnknownDevice = 1,

    /// <summary>Not one of the contract's topics, or a channel that devices do not publish.</summary>
    UnknownTopic = 2,

    /// <summary>A contract topic, but another device's.</summary>
    ForeignTopic = 3,

    /// <summary>The payload exceeds the limit of its channel.</summary>
    TooLarge = 4,

    Empty = 5,

    NotUtf8 = 6,

    NotJson = 7,

    /// <summary>JSON, but not an object.</summary>
    NotAnObject = 8,

    TooDeep = 9,

    TooManyFields = 10,

    DuplicateKey = 11,

    /// <summary>A known field with another JSON type than its schema's, for example a number as a string.</summary>
    WrongType = 12,

    OutOfRange = 13,

    /// <summary>A sequence number or device time behind one already applied.</summary>
    Late = 14,

    /// <summary>The same message again, within the window of <c>TwinLimits</c>.</summary>
    Duplicate = 15,

    /// <summary>The device sends more than its quota.</summary>
    OverQuota = 16,

    /// <summary>A receipt for a broadcast this device has no delivery of.</summary>
    UnknownBroadcast = 17,

    /// <summary>No field that the kind knows.</summary>
    NothingKnown = 18,

    /// <summary>A last will or status with a word that is neither online nor offline.</summary>
    UnknownStatus = 19,
}
