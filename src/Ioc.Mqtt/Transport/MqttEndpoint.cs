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

    /// <summary>Null: plain TCP.</summary>
    public TlsEndpoint? Tls { get; init; }

    /// <summary>
    /// Networks of balancers that are trusted to say for whom they connect; default none. Their connections must begin with a PROXY header,
    /// version 2, before TLS; everybody else's must not.
    /// </summary>
    public IReadOnlyList<IPNetwork> ProxyNetworks { get; init; } = [];

    internal bool IsBehind(IPAddress peer)
    {
        if (ProxyNetworks.Count == 0) return false;
        IPAddress address = peer.IsIPv4MappedToIPv6 ? peer.MapToIPv4() : peer;
        return ProxyNetworks.Any(network => network.Contains(address));
    }
}
