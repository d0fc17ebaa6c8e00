using System.Text.Json.Serialization;

namespace Ioc.Dashboard.Wire;

/// <summary>A GeoJSON FeatureCollection; foreign members are allowed (RFC 7946, 6.1).</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record BoundaryCollection(string Type, IReadOnlyList<BoundaryFeature> Features);
