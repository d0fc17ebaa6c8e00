using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Registering;

internal static class DeviceRemoveCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var id = new Argument<string>("ID") { Description = "The device" };
        var command = new Command("remove", "Removes a device from the registry; its stored telemetry stays until it is too old.") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = connection.TryConnect(parsed, out var problem);
            if (api is null)
            {
                return terminal.Fail(problem);
            }

            var removed = await api.DeleteAsync("/api/v1/devices/" + Uri.EscapeDataString(parsed.GetValue(id)!), cancellationToken);
            return removed.Succeeded ? ExitCode.Ok : terminal.Fail(removed.Problem!);
        });
        return command;
    }
}
