using System.Buffers;
using System.Text;
using Ioc.Devices.Alerts;
using Ioc.Devices.Telemetry;

namespace Ioc.Devices.Twins;

/// <summary>
/// A twin's binary form. Values are written with their field numbers and durations with their condition numbers, so that a new field or
/// a changed rule set does not make old snapshots unreadable. A change of anything else needs a new version number; unknown versions are
/// not read, and the twin then starts empty and is filled by the replay and the next message.
/// </summary>
internal static class TwinSnapshot
{
    private const byte Version = 2;

    /// <summary>Without the period that silence is judged by, and without the time of the first late message of a run.</summary>
    private const byte VersionBefore = 1;

    [Flags]
    private enum Flag : byte
    {
        None = 0,
        OnlineKnown = 1,
        Online = 2,
        ClockWrong = 4,
        Listening = 8,
    }

    public static void Write(Twin twin, IBufferWriter<byte> writer)
    {
        var to = new ByteWriter(writer);
        to.Byte(Version);
        to.Byte((byte)twin.Device.Kind);
        to.Byte((byte)FlagsOf(twin));
        to.UInt32((uint)twin.PeriodSeconds);
        to.Int64(twin.CreatedMs);
        to.Int64(twin.LastSeenMs);
        to.Int64(twin.ListeningSinceMs);
        to.Int64(twin.WillMs);
        to.Int64(twin.Version);
        to.Int64(twin.MessagesTotal);
        to.Int64(twin.DuplicatesTotal);
        to.Int64(twin.LateTotal);
        to.UInt64(twin.ActiveConditions);
        to.Byte((byte)twin.Health);
        WriteOrder(to, in twin.Order);
        WriteSince(to, twin);
        WriteValues(to, twin.Values);
    }

    public static Twin? Read(Device device, ReadOnlySpan<byte> bytes, RuleSet rules)
    {
        var from = new ByteReader(bytes);
        var version = from.Byte();
        if (version is not (Version or VersionBefore) || from.Byte() != (byte)device.Kind)
            return null;
        var flags = (Flag)from.Byte();
        var twin = new Twin(device, rules)
        {
            PeriodSeconds = version == VersionBefore ? device.PeriodSeconds : (int)from.UInt32(),
            Online = flags.HasFlag(Flag.OnlineKnown) ? flags.HasFlag(Flag.Online) : null,
            ClockWrong = flags.HasFlag(Flag.ClockWrong),
            Listening = flags.HasFlag(Flag.Listening),
            CreatedMs = from.Int64(),
            LastSeenMs = from.Int64(),
            ListeningSinceMs = from.Int64(),
            WillMs = from.Int64(),
            Version = from.Int64(),
            MessagesTotal = from.Int64(),
            DuplicatesTotal = from.Int64(),
            LateTotal = from.Int64(),
            ActiveConditions = from.UInt64(),
            Health = (Health)from.Byte(),
        };
        ReadOrder(ref from, ref twin.Order, version);
        ReadSince(ref from, twin);
        if (!ReadValues(ref from, twin.Values) || from.Failed || !from.AtEnd || twin.Health > Health.Offline)
            return null;
        if (device.Kind == DeviceKind.Loudspeaker)
            twin.PlayingBroadcast = twin.Values.TextString(twin.Values.Schema.FieldSpan[FieldIndex.PlayingBroadcast]);
        return twin;
    }

    private static Flag FlagsOf(Twin twin) =>
        (twin.Online is null ? Flag.None : Flag.OnlineKnown)
        | (twin.Online == true ? Flag.Online : Flag.None)
        | (twin.ClockWrong ? Flag.ClockWrong : Flag.None)
        | (twin.Listening ? Flag.Listening : Flag.None);

    private static void WriteOrder(ByteWriter to, in MessageOrder order)
    {
        to.Int64(order.Highest);
        to.Int64(order.LastDeviceMs);
        to.UInt64(order.LastHash);
        to.Int64(order.LastReceivedMs);
        to.Int64(order.LateSequence);
        to.Byte(order.LateRun);
        to.Int64(order.LateSinceMs);
        to.Byte((byte)order.Recent.Count);
        for (var i = 0; i < order.Recent.Count; i++)
        {
            var (sequence, hash) = order.Recent.At(i);
            to.Int64(sequence);
            to.UInt32(hash);
        }
    }

    private static void ReadOrder(ref ByteReader from, ref MessageOrder order, byte version)
    {
        order.Highest = from.Int64();
        order.LastDeviceMs = from.Int64();
        order.LastHash = from.UInt64();
        order.LastReceivedMs = from.Int64();
        order.LateSequence = from.Int64();
        order.LateRun = from.Byte();
        order.LateSinceMs = version == VersionBefore ? 0 : from.Int64();
        var count = Math.Min((int)from.Byte(), TwinLimits.SequencesKept);
        for (var i = 0; i < count; i++)
            order.Recent.Add(from.Int64(), from.UInt32());
    }

    private static void WriteSince(ByteWriter to, Twin twin)
    {
        to.Byte((byte)twin.Since.Count(since => since != 0));
        for (var i = 0; i < twin.Since.Length; i++)
        {
            if (twin.Since[i] == 0)
                continue;
            to.Byte((byte)twin.Rules.Judged[i].Condition);
            to.Int64(twin.Since[i]);
        }
    }

    private static void ReadSince(ref ByteReader from, Twin twin)
    {
        for (var left = from.Byte(); left > 0; left--)
        {
            var condition = (Condition)from.Byte();
            var since = from.Int64();
            var index = Array.FindIndex(twin.Rules.Judged, rule => rule.Condition == condition);
            if (index >= 0)
                twin.Since[index] = since;
        }
    }

    private static void WriteValues(ByteWriter to, TwinValues values)
    {
        foreach (var field in values.Schema.Fields.Where(field => values.Has(field.Index)))
        {
            to.Byte(field.Number);
            if (field.Type == FieldType.Text)
                to.Block(values.Text(field));
            else
                to.Double(values.Number(field.Index));
        }
        to.Byte(0);
        to.Byte((byte)(values.SeriousAlarms + 1));
        to.Block(Encoding.UTF8.GetBytes(values.SeriousAlarmText ?? ""));
        to.Block(values.Alarms);
        to.Block(values.Unknown);
        to.Byte((byte)(values.Cells?.Count ?? 0));
        for (var ordinal = 0; ordinal < (values.Cells?.Count ?? 0); ordinal++)
        {
            to.Block(values.Cells!.Id(ordinal));
            foreach (var field in values.Schema.CellFields)
            {
                if (double.IsNaN(values.Cells.Number(ordinal, field.Index)))
                    continue;
                to.Byte(field.Number);
                to.Double(values.Cells.Number(ordinal, field.Index));
            }
            to.Byte(0);
        }
    }

    private static bool ReadValues(ref ByteReader from, TwinValues values)
    {
        for (var number = from.Byte(); number != 0 && !from.Failed; number = from.Byte())
        {
            if (number > values.Schema.Fields.Count)
                return false;
            var field = values.Schema.Fields[number - 1];
            if (field.Type == FieldType.Text)
                values.SetText(field, from.Block());
            else
                values.SetNumber(field.Index, from.Double());
            if (!IsPossible(field, values.Number(field.Index)))
                return false;
        }
        values.SeriousAlarms = from.Byte() - 1;
        values.SeriousAlarmText = from.Block() is { IsEmpty: false } text ? Encoding.UTF8.GetString(text) : null;
        values.Alarms = from.Block() is { IsEmpty: false } alarms ? alarms.ToArray() : null;
        values.Unknown = from.Block() is { IsEmpty: false } unknown ? unknown.ToArray() : null;
        return ReadCells(ref from, values);
    }

    private static bool IsPossible(TelemetryField field, double value) =>
        field.Type is FieldType.Text or FieldType.Cells or FieldType.Alarms || (value >= field.Min && value <= field.Max);

    private static bool ReadCells(ref ByteReader from, TwinValues values)
    {
        var count = from.Byte();
        if (count > TelemetryLimits.CellsMax || (count > 0 && values.Schema.Kind != DeviceKind.Site))
            return false;
        values.Cells = count > 0 ? new CellTable() : null;
        for (var cell = 0; cell < count; cell++)
        {
            var ordinal = values.Cells!.FindOrAdd(from.Block());
            for (var number = from.Byte(); number != 0 && !from.Failed; number = from.Byte())
            {
                var value = from.Double();
                if (ordinal < 0 || number > values.Schema.CellFields.Count || !IsPossible(values.Schema.CellFields[number - 1], value))
                    return false;
                values.Cells.Set(ordinal, number - 1, value);
            }
        }
        return true;
    }
}
