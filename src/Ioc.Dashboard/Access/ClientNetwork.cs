using System.Net;
using System.Net.Sockets;

namespace Ioc.Dashboard.Access;

/// <summary>Whose address it is, as far as counting goes. With IPv6 one subscriber has so many addresses that counting single ones would count nothing.</summary>
internal static class ClientNetwork
{
    /// <summary>What one subscriber at least has: its address, or with IPv6 its /64.</summary>
    public static IPAddress Of(IPAddress? address) => Cut(address, 8);

    /// <summary>What one customer of a host at most has: its address, or with IPv6 its /48, which holds 65,536 of the former.</summary>
    public static IPAddress Wide(IPAddress? address) => Cut(address, 6);

    private static IPAddress Cut(IPAddress? address, int bytesKept)
    {
        if (address is null) return IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        byte[] bytes = address.GetAddressBytes();
        bytes.AsSpan(bytesKept).Clear();
        return new IPAddress(bytes);
    }
}
