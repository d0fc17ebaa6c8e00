namespace Ioc.Dashboard.Wire;

internal sealed record CredentialsRequest(IReadOnlyList<string> DeviceIds);
