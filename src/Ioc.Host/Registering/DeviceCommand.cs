using System.CommandLine;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Registering;

/// <summary><c>ioc device</c>: one device at a time; files go through <c>ioc import</c>.</summary>
internal static class DeviceCommand
{
    public static Command Create(Terminal terminal, ConnectionOptions connection) => new("device", "Registers, lists and removes devices, and makes their credentials.")
    {
        DeviceAddCommand.Create(terminal, connection),
        DeviceRotateCommand.Create(terminal, connection),
        DeviceListCommand.Create(terminal, connection),
        DeviceRemoveCommand.Create(terminal, connection),
    };
}
