using Ioc.Silo.Registry;

namespace Ioc.Silo.Series;

/// <summary>The default: the order in which the site's cells are registered.</summary>
internal sealed class RegisteredCellOrdinals(IRegistry registry) : ICellOrdinals
{
    public IReadOnlyList<string> CellIds(int deviceHandle) =>
        registry.Current.FindDevice(deviceHandle)?.Site is { } site ? [.. site.Cells.Select(cell => cell.Id)] : [];
}
