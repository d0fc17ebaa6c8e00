namespace Ioc.Silo.Series;

/// <summary>Which ordinal a site's twin gave each cell: series of cells are stored under it (see <c>MetricNames</c>).</summary>
public interface ICellOrdinals
{
    /// <summary>The device's cell ids, each at its ordinal; empty where there are none. Any thread; an immutable list.</summary>
    IReadOnlyList<string> CellIds(int deviceHandle);
}
