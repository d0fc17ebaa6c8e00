using System.Text;
using static Ioc.Devices.Telemetry.FieldType;

namespace Ioc.Devices.Telemetry;

/// <summary>
/// The table behind everything that knows a field: decoding, ranges, series, JSON Schema, rules. Adding a field is one line at the end
/// of its kind; numbers are on disk and never change.
/// </summary>
internal static class TelemetryTable
{
    private static readonly string[] LineStates = ["ok", "open", "short", "unknown"];
    private static readonly string[] Technologies = ["2g", "3g", "4g", "5g", "lan", "wifi"];
    private static readonly string[] Sources = ["none", "broadcast", "schedule", "fm", "mic", "stream"];

    public static TelemetryField[] Loudspeaker { get; } = Complete(
    [
        .. Common(),
        Of(4, "line_state", LineStates, metric: true),
        Flag(5, "amplifier_on"),
        Flag(6, "amplifier_fault"),
        Of(7, "volume_percent", 0, 100),
        Of(8, "temperature_c", -60, 150),
        Flag(9, "mains_ok"),
        Of(10, "supply_mv", 0, 60_000),
        Of(11, "battery_percent", 0, 100),
        Of(12, "network_operator", 32),
        Of(13, "network_technology", Technologies, metric: false),
        Of(14, "rssi_dbm", -150, 0),
        Of(15, "rsrp_dbm", -150, 0),
        Flag(16, "playing"),
        Of(17, "playing_broadcast", 64),
        Of(18, "playing_source", Sources, metric: false),
        Of(19, "played_today_s", 0, 90_000),
        Of(20, "storage_free_mb", 0, 10_000_000),
    ]);

    public static TelemetryField[] Hotspot { get; } = Complete(
    [
        .. Common(),
        Of(4, "access_points_up", 0, 1_000),
        Of(5, "access_points_total", 0, 1_000),
        Of(6, "clients", 0, 100_000),
        Of(7, "rx_bps", 0, 1e12),
        Of(8, "tx_bps", 0, 1e12),
        Of(9, "channel_utilisation_percent", 0, 100),
        Of(10, "rtt_ms", 0, 60_000),
        Of(11, "loss_percent", 0, 100),
        Of(12, "probe_down_bps", 0, 1e12),
        Of(13, "probe_up_bps", 0, 1e12),
        Flag(14, "backhaul_up"),
        Of(15, "auth_ok", 0, 1e9),
        Of(16, "auth_failed", 0, 1e9),
    ]);

    public static TelemetryField[] Site { get; } = Complete(
    [
        .. Common(),
        Of(4, "state", ["up", "degraded", "down"], metric: true),
        Of(5, "power_source", ["mains", "battery", "generator"], metric: true),
        Of(6, "battery_percent", 0, 100),
        Of(7, "temperature_c", -60, 150),
        Flag(8, "backhaul_up"),
        new() { Number = 9, Name = "cells", Type = Cells },
        new() { Number = 10, Name = "alarms", Type = Alarms },
    ]);

    /// <summary>Fields of one cell; their numbers are a space of their own, because the ordinal in the metric tells them apart.</summary>
    public static TelemetryField[] Cell { get; } = Complete(
    [
        Of(1, "state", ["up", "down"], metric: true),
        Of(2, "users", 0, 100_000),
        Of(3, "prb_down_percent", 0, 100),
        Of(4, "prb_up_percent", 0, 100),
        Of(5, "down_bps", 0, 1e12),
        Of(6, "up_bps", 0, 1e12),
    ]);

    private static TelemetryField[] Common() =>
    [
        new() { Number = 1, Name = "at", Type = Number, Min = 0, Max = TelemetryLimits.DeviceTimeMax },
        new() { Number = 2, Name = "seq", Type = Whole, Min = 0, Max = TelemetryLimits.SequenceMax },
        Of(3, "firmware", 64),
    ];

    private static TelemetryField Of(byte number, string name, double min, double max) =>
        new() { Number = number, Name = name, Type = Number, Min = min, Max = max, IsMetric = true };

    private static TelemetryField Of(byte number, string name, string[] words, bool metric) =>
        new() { Number = number, Name = name, Type = Word, Words = words, Max = words.Length - 1, IsMetric = metric };

    private static TelemetryField Of(byte number, string name, int textCharactersMax) =>
        new() { Number = number, Name = name, Type = Text, TextCharactersMax = textCharactersMax };

    private static TelemetryField Flag(byte number, string name) =>
        new() { Number = number, Name = name, Type = Bool, Max = 1, IsMetric = true };

    private static TelemetryField[] Complete(TelemetryField[] fields)
    {
        var slots = 0;
        return
        [
            .. fields.Select(field => field with
            {
                TextSlot = field.Type == Text ? slots++ : -1,
                NameUtf8 = Encoding.UTF8.GetBytes(field.Name),
                WordsUtf8 = [.. field.Words.Select(Encoding.UTF8.GetBytes)],
            }),
        ];
    }
}
