namespace Ioc.Silo.Sizes;

/// <param name="FileBytes">telemetry.db with its write-ahead log.</param>
/// <param name="DiskFreeBytes">What is free where it lies, for it and everything else.</param>
/// <param name="BytesPerPoint">Of raw points, null while there are too few to tell.</param>
/// <param name="SettledBytes">What it will take when every level holds all its days, at the present rate; null while nothing is known of a rate.</param>
/// <param name="FullInDays">Until the disk is full at the present rate; null: never, or nothing is known yet.</param>
/// <param name="Levels">Raw points first, then from minutes to days.</param>
public sealed record TelemetrySizes(
    long FileBytes, long DiskFreeBytes, double? BytesPerPoint, long? SettledBytes, int? FullInDays, IReadOnlyList<LevelSize> Levels);
