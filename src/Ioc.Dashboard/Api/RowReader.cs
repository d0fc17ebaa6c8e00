namespace Ioc.Dashboard.Api;

/// <summary>Turns a row of an import into what the registry takes; null with the reason.</summary>
internal delegate TModel? RowReader<in TRow, out TModel>(TRow row, out string? reason)
    where TModel : class;
