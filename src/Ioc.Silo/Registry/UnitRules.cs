using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Silo.Registry;

/// <summary>What a unit must fulfil to be stored. Ended units are welcome: history needs them.</summary>
internal static class UnitRules
{
    /// <summary>The first thing that is wrong with a unit, or null.</summary>
    /// <param name="unit">To be stored.</param>
    /// <param name="all">What will be stored together, the unit included.</param>
    public static RowFault? Refuse(Unit unit, IReadOnlyDictionary<string, Unit> all)
    {
        if (!DeviceId.IsValid(unit.Code) || unit.Code.Length > RegistryLimits.UnitCodeLengthMax)
            return RowFault.Of(
                RowFaultReason.FieldInvalid, $"code '{unit.Code}' is not valid: use 1 to {RegistryLimits.UnitCodeLengthMax} of A-Z a-z 0-9 . _ -",
                ("field", "code"), ("value", unit.Code), ("max", RegistryLimits.UnitCodeLengthMax));
        if (!IsText(unit.Name) || !IsText(unit.FullName) || !IsText(unit.Level))
            return RowFault.Of(
                RowFaultReason.FieldTooLong, $"name, full name or level is empty or longer than {RegistryLimits.TextLengthMax} characters",
                ("field", "name"), ("max", RegistryLimits.TextLengthMax));
        if (unit.Position is { } position && DeviceRules.RefusePosition(position) is { } fault)
            return fault;
        if (unit.Population is < 0 or > RegistryLimits.PopulationMax)
            return RowFault.Of(
                RowFaultReason.OutOfRange, $"population {unit.Population} is out of range: give 0 or more",
                ("field", "population"), ("value", unit.Population), ("min", 0), ("max", RegistryLimits.PopulationMax));
        if (unit.ValidFrom > unit.ValidTo)
            return RowFault.Of(RowFaultReason.DatesTurned, $"ends ({unit.ValidTo:yyyy-MM-dd}) before it begins ({unit.ValidFrom:yyyy-MM-dd})");
        if (unit.ParentCode is { } parent && !all.ContainsKey(parent))
            return RowFault.Of(RowFaultReason.UnitUnknown, $"parent '{parent}' is unknown: put it into the same file, or correct the code", ("name", parent));
        return Depth(unit, all) > RegistryLimits.LevelsMax
            ? RowFault.Of(RowFaultReason.ParentsRing, $"its parents form a ring, or more than {RegistryLimits.LevelsMax} levels: correct the parent codes", ("max", RegistryLimits.LevelsMax))
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
