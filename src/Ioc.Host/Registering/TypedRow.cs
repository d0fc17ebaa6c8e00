using Ioc.Host.Importing;

namespace Ioc.Host.Registering;

/// <summary>A device typed on the command line, seen as a row of a device file, so that both follow the same rules.</summary>
internal sealed class TypedRow : IRowCells
{
    private static readonly Dictionary<string, (string Column, string Value)[]> AssumedByKind = new()
    {
        ["loudspeaker"] = [("horns", "2"), ("power_watts", "50"), ("audible_radius_metres", "400")],
        ["hotspot"] = [("access_points", "1"), ("place_type", "other"), ("backhaul", "fibre")],
        ["site"] = [("operator", "unknown"), ("cells", "1:4g:b3:0:30:4:58")],
    };

    private readonly Dictionary<string, string> _cells = new(StringComparer.Ordinal);

    public int Line => 0;

    public string this[string column]
    {
        get => _cells.GetValueOrDefault(column, "");
        set => _cells[column] = value;
    }

    public void Set(IEnumerable<string> assignments, List<string> problems)
    {
        foreach (var assignment in assignments)
        {
            var equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || !DeviceColumns.Optional.Contains(assignment[..equals]))
            {
                problems.Add($"--set {assignment}: write COLUMN=VALUE with one of {string.Join(", ", DeviceColumns.Optional)}");
            }
            else
            {
                _cells[assignment[..equals]] = assignment[(equals + 1)..];
            }
        }
    }

    public void AssumeEquipment()
    {
        foreach (var (column, value) in AssumedByKind.GetValueOrDefault(this["kind"], []))
        {
            _cells.TryAdd(column, value);
        }
    }
}
