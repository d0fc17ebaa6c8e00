namespace Ioc.Dashboard.Wire;

/// <param name="BaseMap">Null: the map draws its own data on a plain ground.</param>
internal sealed record MapWire(GroundMapWire? BaseMap);
