namespace Ioc.Devices.Twins;

/// <summary>
/// What can be wrong with a device. Numbers 1 to 63 are on disk and are bits of <see cref="Twin.ActiveConditions"/>: append only.
/// Words: <see cref="ConditionWords"/>.
/// </summary>
public enum Condition : byte
{
    Offline = 1,
    SpeakerLineOpen = 2,
    SpeakerLineShort = 3,
    AmplifierFault = 4,
    MainsLost = 5,
    BatteryLow = 6,
    OverTemperature = 7,
    HotspotDown = 8,
    AccessPointsMissing = 9,
    BackhaulDown = 10,
    LossHigh = 11,
    LatencyHigh = 12,
    SiteDown = 13,
    CellDown = 14,
    OnBattery = 15,

    /// <summary>The site's own management reports a critical or major alarm.</summary>
    SiteAlarm = 16,

    /// <summary>Reserved: a value that does not change for too long is not judged yet.</summary>
    StuckValue = 17,

    /// <summary>Judged over the map of hamlets, not by a twin.</summary>
    CoverageGap = 18,

    /// <summary>Judged of the centre itself: its journal, or what waits for its time-series server, fills up because a store is away or does not keep up.</summary>
    JournalFilling = 19,

    /// <summary>Judged of the centre itself: a store has taken nothing for minutes.</summary>
    StoreAway = 20,

    /// <summary>Judged of the centre itself: for minutes no device could be heard.</summary>
    EdgeAway = 21,
}
