namespace Ioc.Dashboard.Api;

internal sealed record DeviceAccessFilter(string? State, string? Kind, string? Unit, string? Q, string? PageSize, string? Cursor);
