using System.Text;
using Ioc.Devices.Alerts;
using Ioc.Devices.Telemetry;

namespace Ioc.Devices.Twins;

/// <summary>The latest value of every field a device ever sent: numbers by field index, texts as the bytes they came in.</summary>
internal sealed class TwinValues(TelemetrySchema schema)
{
    private const int NotTold = -1;

    private readonly double[] _numbers = new double[schema.Fields.Count];
    private readonly byte[]?[] _texts = new byte[schema.TextSlots][];

    public TelemetrySchema Schema { get; } = schema;

    public ulong Present { get; internal set; }

    public CellTable? Cells { get; internal set; }

    public byte[]? Alarms { get; internal set; }

    public int SeriousAlarms { get; internal set; } = NotTold;

    public string? SeriousAlarmText { get; internal set; }

    public byte[]? Unknown { get; internal set; }

    public bool Has(int index) => (Present & (1UL << index)) != 0;

    /// <summary>NaN where there is no value.</summary>
    public double Number(int index) => Has(index) ? _numbers[index] : double.NaN;

    public void SetNumber(int index, double value)
    {
        _numbers[index] = value;
        Present |= 1UL << index;
    }

    public ReadOnlySpan<byte> Text(TelemetryField field) => Has(field.Index) ? _texts[field.TextSlot] : default;

    /// <summary>Copies a text only where it differs. True: it did.</summary>
    public bool SetText(TelemetryField field, ReadOnlySpan<byte> text)
    {
        var changed = !Has(field.Index) || !text.SequenceEqual(_texts[field.TextSlot]);
        if (changed)
            _texts[field.TextSlot] = text.ToArray();
        Present |= 1UL << field.Index;
        return changed;
    }

    /// <summary>Merges one message. True: the broadcast being played changed.</summary>
    public bool Apply(TelemetryFrame frame)
    {
        frame.ClearPoints();
        var before = Present;
        Present &= ~frame.Cleared;
        var broadcastChanged = before != Present;
        foreach (var field in Schema.FieldSpan)
        {
            if (!frame.Has(field.Index))
                continue;
            if (field.Type == FieldType.Text)
            {
                broadcastChanged |= SetText(field, frame.TextOf(field));
                continue;
            }
            SetNumber(field.Index, frame.Numbers[field.Index]);
            if (field.IsMetric)
                frame.AddPoint(MetricNames.Of(field), frame.Numbers[field.Index]);
        }
        if (Schema.Kind == DeviceKind.Site)
            ApplySite(frame);
        ApplyUnknown(frame);
        return broadcastChanged;
    }

    /// <summary>NaN where nothing can be said yet.</summary>
    public double Of(Rule rule)
    {
        switch (rule.Source)
        {
            case RuleSource.Field:
                return Number(rule.FieldIndex);
            case RuleSource.AccessPointsMissing:
                return Math.Max(0, Number(FieldIndex.AccessPointsTotal) - Number(FieldIndex.AccessPointsUp));
            case RuleSource.SeriousAlarms:
                return SeriousAlarms == NotTold ? double.NaN : SeriousAlarms;
            case RuleSource.CellsDown:
                return Cells?.CountStates() is { Told: > 0 } cells ? cells.Down : double.NaN;
            case RuleSource.Outage:
                return Outage();
            default:
                return double.NaN;
        }
    }

    private double Outage()
    {
        var (told, down) = Cells?.CountStates() ?? default;
        if (told == 0 && !Has(FieldIndex.SiteState))
            return double.NaN;
        var saysDown = Number(FieldIndex.SiteState) == 2;
        return saysDown || (told > 0 && down == told) ? 1 : 0;
    }

    private void ApplySite(TelemetryFrame frame)
    {
        if (frame.Has(FieldIndex.Cells))
        {
            Cells ??= new CellTable();
            Cells.Apply(frame);
        }
        if ((frame.Cleared & (1UL << FieldIndex.Cells)) != 0)
            Cells?.ClearNumbers();
        if ((frame.Cleared & (1UL << FieldIndex.Alarms)) != 0)
        {
            Alarms = null;
            SeriousAlarms = 0;
            SeriousAlarmText = null;
        }
        if (!frame.Has(FieldIndex.Alarms))
            return;
        if (!frame.Alarms.SequenceEqual(Alarms))
            Alarms = frame.Alarms.ToArray();
        SeriousAlarms = frame.SeriousAlarms;
        SeriousAlarmText = frame.SeriousAlarmText;
    }

    private void ApplyUnknown(TelemetryFrame frame)
    {
        if (frame.Unknown.Bytes.IsEmpty || frame.Unknown.Bytes.SequenceEqual(Unknown))
            return;
        frame.Unknown.Merge(Unknown);
        if (!frame.Unknown.Bytes.SequenceEqual(Unknown))
            Unknown = frame.Unknown.Bytes.ToArray();
    }

    public string? TextString(TelemetryField field) => Text(field) is { IsEmpty: false } text ? Encoding.UTF8.GetString(text) : null;
}
