using System.Net;
using Ioc.Host.Simulation;

namespace Ioc.Host.Serving;

/// <summary>Checks what no other part checks; each part names its own errors when it is added.</summary>
internal static class ServeOptionsValidator
{
    /// <summary>Everything that is wrong, in words; empty when all is well.</summary>
    public static IReadOnlyList<string> Errors(ServeOptions options)
    {
        var errors = new List<string>();
        if (!IPAddress.TryParse(options.ListenAddress, out _))
        {
            errors.Add($"--listen {options.ListenAddress} is not an IP address; use 127.0.0.1, 0.0.0.0 or ::.");
        }

        Range("--port", options.Port, 0, 65_535);
        Range("--mqtt-port", options.MqttPort ?? 0, 0, 65_535);
        Range("--mqtt-quota-per-second", options.MqttQuotaPerSecond, 0, 100_000);
        Range("--demo-devices", options.DemoDevices, 1, SimulatorLimits.DevicesMax);
        if (options.OutsideBroker is null && options.Port == options.MqttPort && options.Port != 0)
        {
            errors.Add($"--port and --mqtt-port are both {options.Port}; HTTP and MQTT need a port each.");
        }

        if (options.MqttPort is null && options.OutsideBroker is null)
        {
            if (options.MqttTlsPort is null && !(options.MqttWebSocket && (options.HttpsPort is not null || options.HttpProxyNetworks.Count > 0)))
            {
                errors.Add("The MQTT port is off, and there is no other way in for devices: set mqttTlsPort, or httpsPort for MQTT over WebSocket.");
            }

            if (options.Demo)
            {
                errors.Add("--demo and --mqtt-port off contradict each other: simulated devices speak plain MQTT on this machine.");
            }
        }

        if (options.HttpsPort is { } https)
        {
            Range("httpsPort", https, 0, 65_535);
            if (https != 0 && (https == options.Port || https == options.MqttPort || https == options.MqttTlsPort))
            {
                errors.Add($"httpsPort {https} is another's: it needs a port of its own.");
            }

            if (!File.Exists(options.TlsCertificateFile) || !File.Exists(options.TlsKeyFile))
            {
                errors.Add("httpsPort needs tlsCertificateFile and tlsKeyFile, PEM files that exist.");
            }
        }

        foreach (var network in options.HttpProxyNetworks.Where(one => !IPNetwork.TryParse(one, out _)))
        {
            errors.Add($"httpProxyNetworks: '{network}' is not a network; write 10.0.0.0/24 or fd00::/64.");
        }

        if (options.Demo && options.OutsideBroker is not null)
        {
            errors.Add("--demo and --mqtt contradict each other: simulated devices sign in at the centre's own broker.");
        }

        return errors;

        void Range(string name, int value, int min, int max)
        {
            if (value < min || value > max)
            {
                errors.Add($"{name} {value} is not between {min} and {max}.");
            }
        }
    }
}
