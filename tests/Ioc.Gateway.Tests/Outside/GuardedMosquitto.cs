using System.Diagnostics;
using Ioc.Gateway.OutsideBroker;
using Ioc.Mqtt.Client;
using Ioc.Mqtt.Tests.Rig;

namespace Ioc.Gateway.Tests.Outside;

/// <summary>A Mosquitto as provinces run it: over TLS, with names and passwords, keeping what it has; and how to come to it.</summary>
internal static class GuardedMosquitto
{
    private const string Configuration =
        """
        cafile $DIR/ca.pem
        certfile $DIR/server.pem
        keyfile $DIR/server.key
        allow_anonymous false
        password_file $DIR/passwords
        persistence true
        persistence_location $DIR/
        max_queued_messages 0
        """;

    public static Task<MosquittoServer> StartAsync() => MosquittoServer.StartAsync(Configuration, directory =>
    {
        new TestAuthority(directory).Issue(directory, "server");
        string[] create = ["-c"];
        foreach (var name in new[] { "gateway", "devices" })
        {
            using var process = Process.Start("mosquitto_passwd", [.. create, "-b", Path.Combine(directory, "passwords"), name, $"secret of {name}"]);
            process.WaitForExit();
            create = [];
        }
    });

    public static OutsideBrokerOptions Gateway(MosquittoServer server, OutsideBrokerOptions options) => options with
    {
        Address = new BrokerAddress(ClientTransport.Tls, "127.0.0.1", server.Port, ""),
        UserName = "gateway",
        Password = "secret of gateway",
        Tls = TlsTo(server),
    };

    public static MqttClientOptions Device(MosquittoServer server, MqttClientOptions options) => options with
    {
        Transport = ClientTransport.Tls,
        UserName = "devices",
        Password = "secret of devices",
        Tls = TlsTo(server),
    };

    private static ClientTls TlsTo(MosquittoServer server) => new() { CaFile = server.PathOf("ca.pem") };
}
