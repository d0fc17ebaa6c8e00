namespace Ioc.Silo.Series;

/// <summary>Which ordinal a site's twin gave a cell: series of cells are stored under it.</summary>
public interface ICellOrdinals
{
    /// <summary>0 to 254; null: the device has no such cell. Any thread.</summary>
    int? Find(int deviceHandle, string cellId);
}
