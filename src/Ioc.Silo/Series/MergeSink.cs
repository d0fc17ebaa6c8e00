namespace Ioc.Silo.Series;

/// <summary>Appends whole blocks of one device to the block being written.</summary>
internal sealed class MergeSink(BlockWriter target) : IPointSink
{
    private int _firstRow;
    private PointColumn? _column;

    public void BeginBlock(ReadOnlySpan<long> times)
    {
        _firstRow = target.Messages;
        foreach (var time in times)
            target.AddTime(time);
    }

    public bool Begin(ushort metric)
    {
        _column = target.Column(metric);
        return true;
    }

    public void Take(int row, long atMs, double value) => _column!.Add(_firstRow + row, value);
}
