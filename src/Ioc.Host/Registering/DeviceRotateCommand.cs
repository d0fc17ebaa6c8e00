using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Registering;

internal static class DeviceRotateCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection)
    {
        var id = new Argument<string>("ID") { Description = "The device" };
        var command = new Command("rotate", "Makes a new credential for a device and prints it, once; the old one is worth nothing from then on.") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var api = connection.TryConnect(parsed, out var problem);
            return api is null ? terminal.Fail(problem) : await Credentials.PrintNewAsync(terminal, api, parsed.GetValue(id)!, cancellationToken);
        });
        return command;
    }
}
