namespace Ioc.Silo.Registry;

/// <param name="Added">Devices that were new.</param>
/// <param name="Changed">Devices that differed.</param>
/// <param name="Unchanged">Devices that were stored already, word for word.</param>
/// <param name="Errors">Index into the input and what is wrong; when any, nothing was stored.</param>
public sealed record RegistryChange(int Added, int Changed, int Unchanged, IReadOnlyList<KeyValuePair<int, RowFault>> Errors);
