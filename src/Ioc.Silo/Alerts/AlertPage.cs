using Ioc.Devices.Alerts;

namespace Ioc.Silo.Alerts;

public sealed record AlertPage(IReadOnlyList<Alert> Items, string? Next, long Total);
