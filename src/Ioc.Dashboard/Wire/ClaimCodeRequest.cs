namespace Ioc.Dashboard.Wire;

/// <param name="Code">As typed or scanned. In a body, because an address is logged by every proxy on the way.</param>
internal sealed record ClaimCodeRequest(string Code);
