using System.Text;

namespace Ioc.Devices.Telemetry;

/// <summary>
/// One decoded message, in memory that is used again for the next: whoever decodes owns one frame and decodes into it. Nothing in it is
/// allocated per message; what outlives the message is copied by the twin, and only where it differs from what the twin has.
/// </summary>
public sealed class TelemetryFrame
{
    private const int FieldsMax = 64;

    private readonly Point[] _points = new Point[FieldsMax + (TelemetryLimits.CellsMax * CellFieldsMax)];
    private readonly byte[] _texts = new byte[TextSlotsMax * TelemetryLimits.TextBytesMax];
    private readonly int[] _textLengths = new int[TextSlotsMax];
    private readonly byte[] _alarms = new byte[TelemetryLimits.PayloadBytesMax];
    private int _alarmsLength;
    private int _pointCount;

    internal const int CellFieldsMax = 8;
    internal const int TextSlotsMax = 4;

    public DeviceKind Kind { get; private set; }

    /// <summary>One bit per field index: the message has a value.</summary>
    public ulong Present { get; internal set; }

    /// <summary>One bit per field index: the message says <c>null</c>, there is no value any more.</summary>
    public ulong Cleared { get; internal set; }

    /// <summary>Hash of the whole payload; tells copies of one message apart from another message.</summary>
    public ulong PayloadHash { get; internal set; }

    /// <summary>The series values of the last <see cref="Twins.Twin.Apply"/>; valid until the next decode.</summary>
    public ReadOnlySpan<Point> Points => _points.AsSpan(0, _pointCount);

    /// <summary>Device clock as sent, null where absent.</summary>
    public double? At => Has(FieldIndex.At) ? Numbers[FieldIndex.At] : null;

    public long? Seq => Has(FieldIndex.Seq) ? (long)Numbers[FieldIndex.Seq] : null;

    internal double[] Numbers { get; } = new double[FieldsMax];

    internal CellReadings Cells { get; } = new();

    internal UnknownFields Unknown { get; } = new();

    internal ReadOnlySpan<byte> Alarms => _alarms.AsSpan(0, _alarmsLength);

    /// <summary>Alarms of severity critical or major in this message.</summary>
    internal int SeriousAlarms { get; private set; }

    /// <summary>The serious alarms' texts, for the alert; null where none.</summary>
    internal string? SeriousAlarmText { get; private set; }

    /// <summary>A number, bool (0 or 1) or word (its position) by field name; null where the message has none.</summary>
    public double? Number(string fieldName) =>
        TelemetrySchema.For(Kind).Find(fieldName) is { } field && Has(field.Index) ? Numbers[field.Index] : null;

    /// <summary>A text field by name; null where the message has none.</summary>
    public string? Text(string fieldName) =>
        TelemetrySchema.For(Kind).Find(fieldName) is { TextSlot: >= 0 } field && Has(field.Index)
            ? Encoding.UTF8.GetString(TextOf(field)) : null;

    internal bool Has(int index) => (Present & (1UL << index)) != 0;

    internal ReadOnlySpan<byte> TextOf(TelemetryField field) =>
        _texts.AsSpan(field.TextSlot * TelemetryLimits.TextBytesMax, _textLengths[field.TextSlot]);

    internal void Reset(DeviceKind kind)
    {
        Kind = kind;
        Present = 0;
        Cleared = 0;
        PayloadHash = 0;
        SeriousAlarms = 0;
        SeriousAlarmText = null;
        _alarmsLength = 0;
        _pointCount = 0;
        Cells.Reset();
        Unknown.Reset();
    }

    internal Span<byte> TextSpace(TelemetryField field) =>
        _texts.AsSpan(field.TextSlot * TelemetryLimits.TextBytesMax, TelemetryLimits.TextBytesMax);

    internal void SetTextLength(TelemetryField field, int length) => _textLengths[field.TextSlot] = length;

    internal void SetAlarms(ReadOnlySpan<byte> raw, int serious, string? text)
    {
        raw.CopyTo(_alarms);
        _alarmsLength = raw.Length;
        SeriousAlarms = serious;
        SeriousAlarmText = text;
    }

    internal void ClearPoints() => _pointCount = 0;

    internal void AddPoint(ushort metric, double value) => _points[_pointCount++] = new Point(metric, value);
}
