using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Silo.Registry;

/// <summary>What a unit must fulfil to be stored. Ended units are welcome: history needs them.</summary>
internal static class UnitRules
{
    /// <summary>The first thing that is wrong with a unit, or null.</summary>
    /// <param name="unit">To be stored.</param>
    /// <param name="all">What will be stored together, the unit included.</param>
    public static string? Refuse(Unit unit, IReadOnlyDictionary<string, Unit> all)
    {
        if (!DeviceId.IsValid(unit.Code) || unit.Code.Length > RegistryLimits.UnitCodeLengthMax)
            return $"code '{unit.Code}' is not valid: use 1 to {RegistryLimits.UnitCodeLengthMax} of A-Z a-z 0-9 . _ -";
        if (!IsText(unit.Name) || !IsText(unit.FullName) || !IsText(unit.Level))
            return $"name, full name or level is empty or longer than {RegistryLimits.TextLengthMax} characters";
        if (unit.Position is { } position && DeviceRules.RefusePosition(position) is { } words)
            return words;
        if (unit.Population is < 0 or > RegistryLimits.PopulationMax)
            return $"population {unit.Population} is out of range: give 0 or more";
        if (unit.ValidFrom > unit.ValidTo)
            return $"ends ({unit.ValidTo:yyyy-MM-dd}) before it begins ({unit.ValidFrom:yyyy-MM-dd})";
        if (unit.ParentCode is { } parent && !all.ContainsKey(parent))
            return $"parent '{parent}' is unknown: put it into the same file, or correct the code";
        return Depth(unit, all) > RegistryLimits.LevelsMax
            ? $"its parents form a ring, or more than {RegistryLimits.LevelsMax} levels: correct the parent codes"
            : null;
    }

    private static bool IsText(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= RegistryLimits.TextLengthMax;

    private static int Depth(Unit unit, IReadOnlyDictionary<string, Unit> all)
    {
        var depth = 1;
        while (depth <= RegistryLimits.LevelsMax && unit.ParentCode is { } code && all.TryGetValue(code, out var parent))
        {
            unit = parent;
            depth++;
        }

        return depth;
    }
}
