using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Ioc.Mqtt.Transport;

/// <summary>One address and port on which an <see cref="MqttListener"/> listens.</summary>
public sealed record MqttEndpoint
{
    /// <summary><see cref="IPAddress.IPv6Any"/> listens for IPv4 too (dual mode); every other address for its own family only.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>TCP port; 0 lets the system choose, see <see cref="MqttListener.EndPoints"/>.</summary>
    [Range(0, 65_535)]
    public required int Port { get; init; }
}
