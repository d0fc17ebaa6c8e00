namespace Ioc.Dashboard.Wire;

/// <summary>Beside passwords and passkeys.</summary>
/// <param name="Provider">What the identity provider is called; null: there is none.</param>
internal sealed record WaysInWire(string? Provider);
