namespace Ioc.Silo.Series;

/// <summary>Receives a block's points, column by column.</summary>
internal interface IPointSink
{
    /// <summary>A block begins; its messages' times, by row.</summary>
    void BeginBlock(ReadOnlySpan<long> times);

    /// <summary>A column begins; false steps over it.</summary>
    bool Begin(ushort metric);

    /// <summary>A value of the column that began last.</summary>
    void Take(int row, long atMs, double value);
}
