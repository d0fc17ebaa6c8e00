namespace Ioc.Devices.Telemetry;

/// <summary>The <c>cells</c> of one message: ids and numbers side by side, in fixed memory.</summary>
internal sealed class CellReadings
{
    private const int IdBytesMax = TelemetryLimits.CellIdCharactersMax * 4;

    private readonly byte[] _ids = new byte[TelemetryLimits.CellsMax * IdBytesMax];
    private readonly int[] _idLengths = new int[TelemetryLimits.CellsMax];
    private readonly double[] _numbers = new double[TelemetryLimits.CellsMax * TelemetryFrame.CellFieldsMax];
    private readonly byte[] _present = new byte[TelemetryLimits.CellsMax];
    private readonly byte[] _cleared = new byte[TelemetryLimits.CellsMax];

    public int Count { get; private set; }

    public void Reset() => Count = 0;

    /// <summary>Opens the next cell; false when there is no room.</summary>
    public bool TryOpen()
    {
        if (Count == TelemetryLimits.CellsMax)
            return false;
        _idLengths[Count] = 0;
        _present[Count] = 0;
        _cleared[Count] = 0;
        Count++;
        return true;
    }

    public Span<byte> IdSpace(int cell) => _ids.AsSpan(cell * IdBytesMax, IdBytesMax);

    public void SetIdLength(int cell, int length) => _idLengths[cell] = length;

    public ReadOnlySpan<byte> Id(int cell) => _ids.AsSpan(cell * IdBytesMax, _idLengths[cell]);

    public byte Present(int cell) => _present[cell];

    public byte Cleared(int cell) => _cleared[cell];

    public double Number(int cell, int field) => _numbers[(cell * TelemetryFrame.CellFieldsMax) + field];

    public void Set(int cell, int field, double value)
    {
        _numbers[(cell * TelemetryFrame.CellFieldsMax) + field] = value;
        _present[cell] |= (byte)(1 << field);
    }

    public void Clear(int cell, int field) => _cleared[cell] |= (byte)(1 << field);

    /// <summary>True where an earlier cell of the message has the last one's id.</summary>
    public bool LastIdIsRepeated()
    {
        var last = Id(Count - 1);
        for (var cell = 0; cell < Count - 1; cell++)
        {
            if (Id(cell).SequenceEqual(last))
                return true;
        }
        return false;
    }
}
