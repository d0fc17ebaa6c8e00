using Ioc.Devices;
using Ioc.Silo.Broadcasts;

namespace Ioc.Gateway.Commands;

/// <summary>The way from the pump to a device: our own broker, or an outside one.</summary>
internal interface ICommandChannel
{
    /// <summary>Hands one command on and answers the word that counts it: "published", or why not. May wait for room.</summary>
    ValueTask<string> PublishAsync(Device device, OutboundCommand command, uint expirySeconds, CancellationToken cancellationToken);
}
