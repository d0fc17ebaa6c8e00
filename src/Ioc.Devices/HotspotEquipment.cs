namespace Ioc.Devices;

/// <summary>What a public Wi-Fi hotspot is made of.</summary>
/// <param name="AccessPoints">Number of access points, 1 to 256.</param>
/// <param name="PlaceType">Where it serves: market, school, culture-house, heritage, bus-station, park, hospital, office …</param>
/// <param name="Backhaul">fibre, 4g, 5g, microwave, satellite.</param>
public sealed record HotspotEquipment(int AccessPoints, string PlaceType, string Backhaul);
