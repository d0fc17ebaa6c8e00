namespace Ioc.Silo.Series;

/// <summary>The rows a <see cref="PointBuffer"/> held at one instant. Valid until its generation changes.</summary>
internal readonly struct PointRows(PointBuffer.Columns columns, int count)
{
    public int Count => count;

    public ReadOnlySpan<int> Handles => columns.Handles.AsSpan(0, count);

    public long At(int row) => columns.Ats[row];

    public long Position(int row) => columns.Positions[row];

    /// <summary>
    /// Clamped, because a row of a buffer that is being cleared and filled again may hold anything; its reader discards it afterwards.
    /// </summary>
    public ReadOnlySpan<ushort> Metrics(int row) => columns.Metrics.AsSpan(PointStart(row), PointLength(row));

    public ReadOnlySpan<double> Values(int row) => columns.Values.AsSpan(PointStart(row), PointLength(row));

    private int PointStart(int row) => row == 0 ? 0 : Math.Clamp(columns.PointEnds[row - 1], 0, columns.Values.Length);

    private int PointLength(int row) => Math.Clamp(columns.PointEnds[row], PointStart(row), columns.Values.Length) - PointStart(row);
}
