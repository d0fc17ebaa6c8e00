namespace Ioc.Silo.Series;

/// <summary>What a query asks for, resolved against the registry.</summary>
/// <param name="Devices">The devices that exist, each with the metrics wanted of it.</param>
/// <param name="All">Every series asked for, in the order asked; those of unknown devices stay empty.</param>
internal sealed record WantedSeries(IReadOnlyList<DeviceSeries> Devices, IReadOnlyList<SeriesBuckets> All);
