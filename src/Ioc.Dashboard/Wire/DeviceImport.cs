using System.Text.Json;

namespace Ioc.Dashboard.Wire;

/// <summary>Rows are read one by one, so that one bad row is one error and not a refused file.</summary>
internal sealed record DeviceImport(IReadOnlyList<JsonElement> Devices, bool KeepGood = false);
