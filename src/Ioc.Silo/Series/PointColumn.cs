namespace Ioc.Silo.Series;

/// <summary>One metric's values within a block, with the message each belongs to. Reused.</summary>
internal sealed class PointColumn
{
    private int[] _rows = new int[16];
    private double[] _values = new double[16];

    public ushort Metric { get; private set; }

    public int Count { get; private set; }

    public ReadOnlySpan<int> Rows => _rows.AsSpan(0, Count);

    public ReadOnlySpan<double> Values => _values.AsSpan(0, Count);

    public void Begin(ushort metric)
    {
        Metric = metric;
        Count = 0;
    }

    public void Add(int row, double value)
    {
        if (Count == _values.Length)
        {
            Array.Resize(ref _rows, Count * 2);
            Array.Resize(ref _values, Count * 2);
        }

        _rows[Count] = row;
        _values[Count++] = value;
    }
}
