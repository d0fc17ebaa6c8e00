using Ioc.Devices.Units;

namespace Ioc.Devices.Broadcasts;

/// <summary>What an operator picked → the loudspeakers that are meant.</summary>
public static class BroadcastTargets
{
    // Parents are data; a circle in them must end the climb. Levels today: province, commune, hamlet.
    private const int LevelsMax = 16;

    /// <summary>Distinct loudspeakers by handle: the named devices, and all in the named units or below them. Unknown names pick nobody.</summary>
    public static IReadOnlyList<Device> Resolve(
        IReadOnlyCollection<string> unitCodes,
        IReadOnlyCollection<string> deviceIds,
        IReadOnlyDictionary<string, Unit> units,
        IReadOnlyDictionary<string, Device> devicesById)
    {
        var wanted = unitCodes.ToHashSet(StringComparer.Ordinal);
        var picked = new SortedDictionary<int, Device>();
        foreach (var id in deviceIds)
        {
            if (devicesById.TryGetValue(id, out var device) && device.Kind == DeviceKind.Loudspeaker)
                picked[device.Handle] = device;
        }
        if (wanted.Count > 0)
        {
            var covered = new Dictionary<string, bool>(StringComparer.Ordinal);
            foreach (var device in devicesById.Values.Where(device => device.Kind == DeviceKind.Loudspeaker))
            {
                if (IsWithin(device.UnitCode, wanted, units, covered)
                    || (device.HamletCode is { } hamlet && IsWithin(hamlet, wanted, units, covered)))
                {
                    picked[device.Handle] = device;
                }
            }
        }
        return [.. picked.Values];
    }

    private static bool IsWithin(
        string code, HashSet<string> wanted, IReadOnlyDictionary<string, Unit> units, Dictionary<string, bool> covered)
    {
        if (covered.TryGetValue(code, out var known))
            return known;
        var at = code;
        var within = false;
        for (var level = 0; level < LevelsMax && at is not null && !within; level++)
        {
            within = wanted.Contains(at);
            at = units.TryGetValue(at, out var unit) ? unit.ParentCode : null;
        }
        covered[code] = within;
        return within;
    }
}
