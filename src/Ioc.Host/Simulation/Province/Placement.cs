using Ioc.Devices;
using Ioc.Devices.Units;

namespace Ioc.Host.Simulation.Province;

/// <summary>What was placed.</summary>
/// <param name="Hamlets">Hamlets that were made up; empty where every commune had its own.</param>
/// <param name="Devices">Simulated devices, each inside its commune, tagged <c>simulated</c>.</param>
internal sealed record Placement(IReadOnlyList<Unit> Hamlets, IReadOnlyList<Device> Devices);
