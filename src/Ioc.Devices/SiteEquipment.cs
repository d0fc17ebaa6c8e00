namespace Ioc.Devices;

/// <summary>What a mobile site is made of.</summary>
/// <param name="Operator">The operator's name as reports use it.</param>
/// <param name="Cells">1 to 24 cells.</param>
public sealed record SiteEquipment(string Operator, IReadOnlyList<Cell> Cells);
