using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ioc.Dashboard.Wire;

/// <summary>One unit's boundary: the unit's code in <c>properties.code</c>, a Polygon or MultiPolygon.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record BoundaryFeature(JsonElement Properties, JsonElement Geometry);
