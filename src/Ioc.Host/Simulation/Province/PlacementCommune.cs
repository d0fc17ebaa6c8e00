using Ioc.Devices.Units;

namespace Ioc.Host.Simulation.Province;

/// <summary>A commune to place simulated devices into.</summary>
/// <param name="Unit">The commune.</param>
/// <param name="BoundaryGeoJson">Its geometry: a GeoJSON Polygon or MultiPolygon, holes allowed.</param>
/// <param name="Hamlets">Its hamlets; when there are none, some are made up.</param>
internal sealed record PlacementCommune(Unit Unit, string BoundaryGeoJson, IReadOnlyList<Unit> Hamlets);
