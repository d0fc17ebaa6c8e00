using Ioc.Dashboard.Wire;

namespace Ioc.Host.Calling;

/// <summary>The part of <c>GET /api/v1/devices/{id}</c> that the commands read.</summary>
internal sealed record DeviceAnswer(DeviceDocument Device);
