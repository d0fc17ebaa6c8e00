namespace Ioc.Dashboard.Api;

internal sealed record DeviceAccessFilter
{
    public string? State { get; init; }

    public string? Kind { get; init; }

    public string? Unit { get; init; }

    public string? Q { get; init; }

    public string? PageSize { get; init; }

    public string? Cursor { get; init; }
}
