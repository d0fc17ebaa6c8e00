namespace Ioc.Silo.Series;

/// <summary>Where one device's block lies within a <see cref="GroupBlock"/>.</summary>
internal readonly record struct GroupEntry(byte Slot, int Offset, int Length);
