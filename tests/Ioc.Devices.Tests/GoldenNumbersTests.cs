using Ioc.Devices.Alerts;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests;

/// <summary>
/// Every number that is on disk or on the wire. A failure here means: old data would be read as something else. Append, never change.
/// </summary>
public class GoldenNumbersTests
{
    [Fact]
    public void Fields_of_loudspeakers() => Assert.Equal(
        "1 at, 2 seq, 3 firmware, 4 line_state, 5 amplifier_on, 6 amplifier_fault, 7 volume_percent, 8 temperature_c, 9 mains_ok, "
        + "10 supply_mv, 11 battery_percent, 12 network_operator, 13 network_technology, 14 rssi_dbm, 15 rsrp_dbm, 16 playing, "
        + "17 playing_broadcast, 18 playing_source, 19 played_today_s, 20 storage_free_mb",
        Numbers(TelemetrySchema.For(DeviceKind.Loudspeaker).Fields));

    [Fact]
    public void Fields_of_hotspots() => Assert.Equal(
        "1 at, 2 seq, 3 firmware, 4 access_points_up, 5 access_points_total, 6 clients, 7 rx_bps, 8 tx_bps, 9 channel_utilisation_percent, "
        + "10 rtt_ms, 11 loss_percent, 12 probe_down_bps, 13 probe_up_bps, 14 backhaul_up, 15 auth_ok, 16 auth_failed",
        Numbers(TelemetrySchema.For(DeviceKind.Hotspot).Fields));

    [Fact]
    public void Fields_of_sites_and_their_cells()
    {
        Assert.Equal(
            "1 at, 2 seq, 3 firmware, 4 state, 5 power_source, 6 battery_percent, 7 temperature_c, 8 backhaul_up, 9 cells, 10 alarms",
            Numbers(TelemetrySchema.For(DeviceKind.Site).Fields));
        Assert.Equal(
            "1 state, 2 users, 3 prb_down_percent, 4 prb_up_percent, 5 down_bps, 6 up_bps",
            Numbers(TelemetrySchema.For(DeviceKind.Site).CellFields));
    }

    [Fact]
    public void Words_are_stored_as_their_positions() => Assert.Equal(
        "line_state: ok open short unknown; network_technology: 2g 3g 4g 5g lan wifi; "
        + "playing_source: none broadcast schedule fm mic stream; state: up degraded down; power_source: mains battery generator; state: up down",
        string.Join("; ", DeviceKinds.All.SelectMany(kind => TelemetrySchema.For(kind).Fields.Concat(TelemetrySchema.For(kind).CellFields))
            .Where(field => field.Type == FieldType.Word).Select(field => $"{field.Name}: {string.Join(" ", field.Words)}")));

    [Fact]
    public void Conditions() => Assert.Equal(
        "1 offline, 2 speaker-line-open, 3 speaker-line-short, 4 amplifier-fault, 5 mains-lost, 6 battery-low, 7 over-temperature, "
        + "8 hotspot-down, 9 access-points-missing, 10 backhaul-down, 11 loss-high, 12 latency-high, 13 site-down, 14 cell-down, "
        + "15 on-battery, 16 site-alarm, 17 stuck-value, 18 coverage-gap, 19 journal-filling, 20 store-away, 21 edge-away",
        string.Join(", ", Enum.GetValues<Condition>().Select(condition => $"{(int)condition} {condition.Word()}")));

    [Fact]
    public void States_and_levels()
    {
        Assert.Equal("Unknown 0, Ok 1, Degraded 2, Faulty 3, Offline 4", Members<Health>());
        Assert.Equal("Raised 1, Acknowledged 2, Cleared 3", Members<AlertState>());
        Assert.Equal("Indeterminate 1, Warning 2, Minor 3, Major 4, Critical 5", Members<Severity>());
        Assert.Equal("Routine 1, Priority 2, Emergency 3", Members<BulletinLevel>());
        Assert.Equal("Loudspeaker 1, Hotspot 2, Site 3, Centre 4", Members<DeviceKind>());
        Assert.Equal(
            "Queued 1, Sent 2, Accepted 3, Rejected 4, Playing 5, Finished 6, Failed 7, Expired 8, Cancelled 9", Members<DeliveryState>());
        Assert.Equal("Degraded 2, Faulty 3, Offline 4", Members<RuleEffect>());
    }

    [Fact]
    public void Rejection_reasons() => Assert.Equal(
        "None 0, UnknownDevice 1, UnknownTopic 2, ForeignTopic 3, TooLarge 4, Empty 5, NotUtf8 6, NotJson 7, NotAnObject 8, TooDeep 9, "
        + "TooManyFields 10, DuplicateKey 11, WrongType 12, OutOfRange 13, Late 14, Duplicate 15, OverQuota 16, UnknownBroadcast 17, "
        + "NothingKnown 18, UnknownStatus 19",
        Members<RejectionReason>());

    [Fact]
    public void The_hash_that_finds_copies() => Assert.Equal(18_139_001_774_247_080_354UL, PayloadHash.Of("0123456789abcdef-tail"u8));

    private static string Numbers(IEnumerable<TelemetryField> fields) =>
        string.Join(", ", fields.Select(field => $"{field.Number} {field.Name}"));

    private static string Members<T>()
        where T : struct, Enum =>
        string.Join(", ", Enum.GetValues<T>().Select(member => $"{member} {Convert.ToInt32(member, System.Globalization.CultureInfo.InvariantCulture)}"));
}
