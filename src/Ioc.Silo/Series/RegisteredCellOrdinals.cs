using Ioc.Silo.Registry;

namespace Ioc.Silo.Series;

/// <summary>The default: the order in which the site's cells are registered.</summary>
internal sealed class RegisteredCellOrdinals(IRegistry registry) : ICellOrdinals
{
    public int? Find(int deviceHandle, string cellId)
    {
        if (registry.Current.FindDevice(deviceHandle)?.Site is not { } site)
            return null;
        for (var ordinal = 0; ordinal < site.Cells.Count; ordinal++)
            if (site.Cells[ordinal].Id == cellId)
                return ordinal;
        return null;
    }
}
