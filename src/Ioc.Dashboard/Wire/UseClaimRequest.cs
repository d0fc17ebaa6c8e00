namespace Ioc.Dashboard.Wire;

internal sealed record UseClaimRequest(string Code, DeviceDocument Device);
