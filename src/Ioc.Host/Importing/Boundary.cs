using System.Text.Json.Nodes;

namespace Ioc.Host.Importing;

/// <summary>A unit's outline, as it stood in the file.</summary>
internal sealed record Boundary(string Code, JsonObject Geometry);
