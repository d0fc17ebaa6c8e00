namespace Ioc.Dashboard.Wire;

/// <summary>One changed twin, as an array of these five in this order: 20,000 names of members would be most of the bytes.</summary>
internal sealed record TwinChange(int Handle, int Health, IReadOnlyList<string> Conditions, long LastSeen, int Playing);
