using System.CommandLine;
using System.Net;
using Ioc.Host.Calling;
using Ioc.Host.Serving;
using Ioc.Mqtt;
using Ioc.Mqtt.Transport;

namespace Ioc.Host.Brokering;

/// <summary>The options of <c>ioc broker</c>.</summary>
internal sealed class BrokerArguments(ConnectionOptions connection)
{
    /// <summary>Strangers' suites try topics deeper than any of ours, and more filters than any device has.</summary>
    private static readonly MqttLimits Defaults = new() { TopicLevelsMax = 128, SubscriptionsPerSessionMax = 10_000 };

    private readonly Option<int> _port = new("--port") { Description = "TCP port; 0 lets the system choose", HelpName = "PORT", DefaultValueFactory = _ => 1883 };
    private readonly Option<string> _listen = new("--listen") { Description = "IP address; 0.0.0.0 opens it to the network", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<int?> _webSocketPort = new("--websocket-port") { Description = "Port for MQTT over WebSocket, at /mqtt [default: none]", HelpName = "PORT" };
    private readonly Option<int?> _tlsPort = new("--tls-port") { Description = "Port for MQTT over TLS, with --certificate and --key [default: none]", HelpName = "PORT" };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "PEM file with the server's certificate and its intermediates; read again when it changes", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--key") { Description = "PEM file with the certificate's key", HelpName = "FILE" };
    private readonly Option<string?> _clientAuthorities = new("--client-authorities") { Description = "PEM file with the authorities of client certificates; asks clients for one", HelpName = "FILE" };
    private readonly Option<bool> _anonymous = new("--anonymous") { Description = "Let in clients without a user name" };
    private readonly Option<string[]> _users = new("--user") { Description = "Let this user in with the password in the file's first line; repeatable", HelpName = "NAME:FILE" };
    private readonly Option<int?> _keepAlive = new("--server-keep-alive") { Description = $"Longest keep-alive in seconds; who asks for more, or for none, is told this one [default: {Defaults.KeepAliveSecondsMax}]", HelpName = "S" };
    private readonly Option<int?> _receiveMaximum = new("--receive-maximum") { Description = $"Unacknowledged QoS 1 and 2 publishes a client may have [default: {Defaults.ReceiveMax}]", HelpName = "N" };
    private readonly Option<int?> _packetSize = new("--maximum-packet-size") { Description = $"Bytes of the largest packet taken [default: {Defaults.PacketBytesMax}]", HelpName = "N" };
    private readonly Option<int?> _qos = new("--maximum-qos") { Description = "Highest QoS taken and granted, 0 to 2 [default: 2]", HelpName = "Q" };
    private readonly Option<string[]> _denySubscribe = new("--deny-subscribe") { Description = "Refuse subscriptions within this filter (a wider one is granted); repeatable", HelpName = "FILTER" };
    private readonly Option<string[]> _denyPublish = new("--deny-publish") { Description = "Refuse publishes to topics this filter matches; repeatable", HelpName = "FILTER" };
    private readonly Option<int> _status = new("--status-interval") { Description = "Seconds between the figures under $SYS/broker/; 0: none", HelpName = "S", DefaultValueFactory = _ => 10 };
    private readonly Option<bool> _verbose = new("--verbose") { Description = "Log each connection's life, and what clients did wrong" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_port, _listen, _webSocketPort, _tlsPort, _certificate, _key, _clientAuthorities, _anonymous, _users, _keepAlive, _receiveMaximum, _packetSize, _qos, _denySubscribe, _denyPublish, _status, _verbose])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The options, or everything that is wrong.</summary>
    public StandaloneBrokerOptions? TryRead(ParseResult parsed, List<string> errors)
    {
        if (!IPAddress.TryParse(parsed.GetValue(_listen), out var address))
        {
            errors.Add($"--listen {parsed.GetValue(_listen)} is not an IP address; use 127.0.0.1, 0.0.0.0 or ::.");
        }

        if (parsed.GetValue(_port) is < 0 or > 65_535)
        {
            errors.Add($"--port {parsed.GetValue(_port)} is not between 0 and 65535.");
        }

        if (parsed.GetValue(_webSocketPort) is < 0 or > 65_535)
        {
            errors.Add($"--websocket-port {parsed.GetValue(_webSocketPort)} is not between 0 and 65535.");
        }

        if (parsed.GetValue(_tlsPort) is < 0 or > 65_535)
        {
            errors.Add($"--tls-port {parsed.GetValue(_tlsPort)} is not between 0 and 65535.");
        }

        if (parsed.GetValue(_status) is < 0 or > 3_600)
        {
            errors.Add($"--status-interval {parsed.GetValue(_status)} is not between 0 and 3600.");
        }

        var users = ReadUsers(parsed.GetValue(_users) ?? [], errors);
        if (users.Count == 0 && !parsed.GetValue(_anonymous))
        {
            errors.Add("Nobody could connect: name users with --user NAME:FILE, or let everybody in with --anonymous.");
        }

        var options = new StandaloneBrokerOptions
        {
            ListenAddress = address ?? IPAddress.Loopback,
            Port = parsed.GetValue(_port),
            WebSocketPort = parsed.GetValue(_webSocketPort),
            TlsPort = parsed.GetValue(_tlsPort),
            Tls = ReadTls(parsed, errors),
            Anonymous = parsed.GetValue(_anonymous),
            PasswordFiles = users,
            DenySubscribe = ReadFilters("--deny-subscribe", parsed.GetValue(_denySubscribe) ?? [], errors),
            DenyPublish = ReadFilters("--deny-publish", parsed.GetValue(_denyPublish) ?? [], errors),
            StatusSeconds = parsed.GetValue(_status),
            // The global --data has a default, meant for a province: only who names it wants a store here.
            StoreDirectory = parsed.GetResult(connection.Data) is { Implicit: false } ? connection.Directory(parsed).Path : null,
            Limits = ReadLimits(parsed, errors),
            Verbose = parsed.GetValue(_verbose),
        };
        return errors.Count == 0 ? options : null;
    }

    private TlsEndpoint? ReadTls(ParseResult parsed, List<string> errors)
    {
        var certificate = parsed.GetValue(_certificate);
        var key = parsed.GetValue(_key);
        var authorities = parsed.GetValue(_clientAuthorities);
        if (parsed.GetValue(_tlsPort) is null)
        {
            if (certificate is not null || key is not null || authorities is not null)
            {
                errors.Add("--certificate, --key and --client-authorities are for --tls-port, which is not given.");
            }

            return null;
        }

        foreach (var (name, file) in ((string, string?)[])[(_certificate.Name, certificate), (_key.Name, key), (_clientAuthorities.Name, authorities)])
        {
            if (file is null && name != _clientAuthorities.Name)
            {
                errors.Add($"--tls-port needs {name}.");
            }
            else if (file is not null && !File.Exists(file))
            {
                errors.Add($"{name} {file} does not exist.");
            }
        }

        return new TlsEndpoint { CertificateFile = certificate ?? "", KeyFile = key ?? "", ClientAuthoritiesFile = authorities };
    }

    private MqttLimits ReadLimits(ParseResult parsed, List<string> errors)
    {
        var packetBytesMax = parsed.GetValue(_packetSize) ?? Defaults.PacketBytesMax;
        var limits = Defaults with
        {
            KeepAliveSecondsMax = parsed.GetValue(_keepAlive) ?? Defaults.KeepAliveSecondsMax,
            ReceiveMax = parsed.GetValue(_receiveMaximum) ?? Defaults.ReceiveMax,
            PacketBytesMax = packetBytesMax,
            WriteBufferBytesMax = Math.Max(packetBytesMax, Defaults.WriteBufferBytesMax),
            QosMax = (QualityOfService)Math.Clamp(parsed.GetValue(_qos) ?? 2, -1, 3),
            ConnectionsMax = OpenFiles.ConnectionsMax(),
        };
        // The library names its own properties; people know the options.
        errors.AddRange(limits.Errors().Select(error => error
            .Replace(nameof(limits.KeepAliveSecondsMax), _keepAlive.Name, StringComparison.Ordinal)
            .Replace(nameof(limits.ReceiveMax), _receiveMaximum.Name, StringComparison.Ordinal)
            .Replace(nameof(limits.PacketBytesMax), _packetSize.Name, StringComparison.Ordinal)
            .Replace(nameof(limits.QosMax), _qos.Name, StringComparison.Ordinal)));
        return limits;
    }

    private static Dictionary<string, string> ReadUsers(string[] users, List<string> errors)
    {
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var user in users)
        {
            var colon = user.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1)
            {
                errors.Add($"--user {user} is not NAME:FILE; the password is read from the file, so that nobody finds it in the list of processes.");
            }
            else if (!File.Exists(user[(colon + 1)..]))
            {
                errors.Add($"--user {user}: the file {user[(colon + 1)..]} does not exist.");
            }
            else if (!files.TryAdd(user[..colon], user[(colon + 1)..]))
            {
                errors.Add($"--user {user[..colon]} is named twice.");
            }
        }

        return files;
    }

    private static string[] ReadFilters(string name, string[] filters, List<string> errors)
    {
        errors.AddRange(filters.Where(filter => !TopicFilter.IsValid(filter)).Select(filter => $"{name} {filter} is not a topic filter."));
        return filters;
    }
}
