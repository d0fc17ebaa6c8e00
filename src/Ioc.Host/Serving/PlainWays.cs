using System.Net;

namespace Ioc.Host.Serving;

/// <summary>Every way by which a secret leaves this machine in clear, and what closes it. That a way is open may be meant; that nobody was told may not.</summary>
internal static class PlainWays
{
    public static IEnumerable<string> Of(ServeOptions options)
    {
        var isOpen = !IsHere(options.ListenAddress);
        if (isOpen && options.HttpsPort is null && options.HttpProxyNetworks.Count == 0)
        {
            yield return "people's passwords cross the network in clear: set httpsPort, tlsCertificateFile and tlsKeyFile in ioc.json, or httpProxyNetworks behind a balancer with TLS";
        }

        if (options.OutsideBroker is { } outside)
        {
            if (!outside.Address.IsEncrypted && !IsHere(outside.Address.Host))
            {
                yield return $"the password for {outside.Address}, and all that devices say, cross the network in clear: use mqtts:// or wss://";
            }
        }
        else
        {
            if (options.MqttPort is not null && (options.MqttListen.Count > 0 ? !options.MqttListen.All(IsHere) : isOpen))
            {
                yield return $"devices' passwords cross the network in clear on the plain MQTT port: set mqttTlsPort, and mqttPort \"{MqttPortSetting.Off}\" once every device uses it";
            }

            var isGuarded = options.HttpsPort is not null || options.HttpProxyNetworks.Count > 0;
            if (options.MqttWebSocket && isOpen && (!isGuarded || options.MqttWebSocketInClear))
            {
                yield return isGuarded
                    ? "devices' passwords cross the network in clear at /mqtt: leave mqttWebSocketInClear out"
                    : "devices' passwords cross the network in clear at /mqtt: set httpsPort, or mqttWebSocket false";
            }
        }

        if (options.Telemetry is { } telemetry && telemetry.Server.Scheme == Uri.UriSchemeHttp && !telemetry.Server.IsLoopback)
        {
            yield return $"the password or token for {telemetry.Server}, and what is stored there, cross the network in clear: use influxs://";
        }
    }

    private static bool IsHere(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
