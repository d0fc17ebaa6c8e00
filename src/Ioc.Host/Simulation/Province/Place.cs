using Ioc.Devices.Units;

namespace Ioc.Host.Simulation.Province;

/// <summary>A commune ready to be filled.</summary>
/// <param name="Commune">The commune.</param>
/// <param name="Shape">Its area.</param>
/// <param name="Hamlets">At least one, each with a position inside.</param>
internal sealed record Place(Unit Commune, PlaceShape Shape, IReadOnlyList<Unit> Hamlets);
