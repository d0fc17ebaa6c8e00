using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Api;

/// <summary>Turns a row of an import into what the registry takes; null with what is wrong.</summary>
internal delegate TModel? RowReader<in TRow, out TModel>(TRow row, out RowFault? fault)
    where TModel : class;
