using Ioc.Devices.Telemetry;

namespace Ioc.Devices.Twins;

/// <summary>A site's cells as heard. Ordinals are given in the order of first hearing and stay, because series are numbered by them.</summary>
internal sealed class CellTable
{
    private static readonly int FieldCount = TelemetrySchema.For(DeviceKind.Site).CellFields.Count;

    private byte[][] _ids = [];
    private double[] _numbers = [];

    public int Count => _ids.Length;

    public ReadOnlySpan<byte> Id(int ordinal) => _ids[ordinal];

    /// <summary>NaN where there is no value.</summary>
    public double Number(int ordinal, int field) => _numbers[(ordinal * FieldCount) + field];

    public void Set(int ordinal, int field, double value) => _numbers[(ordinal * FieldCount) + field] = value;

    /// <summary>The cell's ordinal; −1 where 24 others were heard before: then it is not kept.</summary>
    public int FindOrAdd(ReadOnlySpan<byte> id)
    {
        for (var ordinal = 0; ordinal < _ids.Length; ordinal++)
        {
            if (id.SequenceEqual(_ids[ordinal]))
                return ordinal;
        }
        if (_ids.Length == TelemetryLimits.CellsMax)
            return -1;
        _ids = [.. _ids, id.ToArray()];
        var before = _numbers.Length;
        Array.Resize(ref _numbers, before + FieldCount);
        _numbers.AsSpan(before).Fill(double.NaN);
        return _ids.Length - 1;
    }

    /// <summary>It keeps its ordinal, because its series do.</summary>
    public void Forget(ReadOnlySpan<byte> id)
    {
        for (var ordinal = 0; ordinal < _ids.Length; ordinal++)
        {
            if (id.SequenceEqual(_ids[ordinal]))
                _numbers.AsSpan(ordinal * FieldCount, FieldCount).Fill(double.NaN);
        }
    }

    public void ClearNumbers() => _numbers.AsSpan().Fill(double.NaN);

    /// <summary>Takes over what the message says and reports its numbers as points.</summary>
    public void Apply(TelemetryFrame frame)
    {
        var cells = frame.Cells;
        for (var cell = 0; cell < cells.Count; cell++)
        {
            var ordinal = FindOrAdd(cells.Id(cell));
            if (ordinal < 0)
                continue;
            foreach (var field in TelemetrySchema.For(DeviceKind.Site).CellFieldSpan)
            {
                var bit = 1 << field.Index;
                if ((cells.Cleared(cell) & bit) != 0)
                    Set(ordinal, field.Index, double.NaN);
                if ((cells.Present(cell) & bit) == 0)
                    continue;
                Set(ordinal, field.Index, cells.Number(cell, field.Index));
                frame.AddPoint(MetricNames.OfCell(field, ordinal), cells.Number(cell, field.Index));
            }
        }
    }

    /// <summary>How many cells said up or down last, and how many said down.</summary>
    public (int Told, int Down) CountStates()
    {
        var told = 0;
        var down = 0;
        for (var ordinal = 0; ordinal < Count; ordinal++)
        {
            var state = Number(ordinal, FieldIndex.CellState);
            told += double.IsNaN(state) ? 0 : 1;
            down += state == 1 ? 1 : 0;
        }
        return (told, down);
    }
}
