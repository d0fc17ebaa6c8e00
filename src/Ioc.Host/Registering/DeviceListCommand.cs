using System.CommandLine;
using System.Globalization;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Registering;

internal static class DeviceListCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var kind = new Option<string?>("--kind") { Description = "Only loudspeaker, hotspot or site", HelpName = "KIND" };
        var health = new Option<string?>("--health") { Description = "Only unknown, ok, degraded, faulty or offline", HelpName = "HEALTH" };
        var unit = new Option<string?>("--unit") { Description = "Only in this unit and below", HelpName = "CODE" };
        var command = new Command("list", "Prints id, kind, health, unit, last seen and name of every device, separated by tabs, with a header.") { kind, health, unit };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = connection.TryConnect(parsed, out var problem);
            if (api is null)
            {
                return terminal.Fail(problem);
            }

            var filters = new (string Name, string? Value)[] { ("kind", parsed.GetValue(kind)), ("health", parsed.GetValue(health)), ("unit", parsed.GetValue(unit)) };
            var query = string.Join('&', filters.Where(filter => filter.Value is not null).Select(filter => $"{filter.Name}={Uri.EscapeDataString(filter.Value!)}"));
            var devices = await api.GetAllAsync<DeviceBrief>(query.Length == 0 ? "/api/v1/devices" : "/api/v1/devices?" + query, null, cancellationToken);
            if (!devices.Succeeded)
            {
                return terminal.Fail(devices.Problem!, devices.Status == 400 ? ExitCode.BadInput : ExitCode.Failed);
            }

            terminal.Out.WriteLine("id\tkind\thealth\tunit\tlast_seen\tname");
            foreach (var device in devices.Value!)
            {
                terminal.Out.WriteLine(string.Join('\t', device.Id, device.Kind, device.Health, device.UnitCode, Time(device.LastSeenAt), OneCell(device.Name)));
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static string Time(DateTimeOffset? at) => at?.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture) ?? "-";

    private static string OneCell(string text) => string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
