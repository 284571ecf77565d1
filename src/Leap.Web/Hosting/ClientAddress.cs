using System.Net;
using System.Net.Sockets;

namespace Leap.Web.Hosting;

/// <summary>Where a request comes from, as limits count it.</summary>
public static class ClientAddress
{
    /// <summary>
    /// The connection's other end, or what a trusted proxy says of it. One household or server has a whole /64 of IPv6: all of it counts
    /// as one.
    /// </summary>
    public static string Of(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } six => new IPAddress([.. six.GetAddressBytes()[..8], .. new byte[8]]) + "/64",
        var four => four.ToString(),
    };
}
