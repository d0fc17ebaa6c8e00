using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.Gateway.OutsideBroker;

/// <summary>The broker that a province runs already, and how we ingest from it. <see cref="Errors"/> names everything that is wrong at once.</summary>
public sealed record OutsideBrokerOptions
{
    public required BrokerAddress Address { get; init; }

    /// <summary>1 to 128 characters. The broker keeps our session, and what came while we were away, under this name: it must never change.</summary>
    public required string ClientId { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>Whom to trust; null: the system's authorities, no certificate of our own.</summary>
    public ClientTls? Tls { get; init; }

    /// <summary>Default 5.0. In 3.1.1 commands have no expiry, so they go out with QoS 0, for devices that are there; and the broker's own window must not be larger than <see cref="ReceiveMax"/>.</summary>
    public ProtocolVersion Version { get; init; } = ProtocolVersion.V500;

    /// <summary>
    /// Default true: a shared subscription, so that several gateways with the same <see cref="ShareGroup"/> split the load. False for brokers that
    /// know none (RabbitMQ): then one gateway only, since each gets everything.
    /// </summary>
    public bool SharesLoad { get; init; } = true;

    /// <summary>One topic level without wildcards; default ioc.</summary>
    public string ShareGroup { get; init; } = "ioc";

    /// <summary>
    /// Messages that the broker may have under way towards us, 1 to 65,535; default 1,024: a group commit of 5 ms then carries 200,000 a second.
    /// So many are also remembered, to recognise those that come again.
    /// </summary>
    public int ReceiveMax { get; init; } = 1_024;

    /// <summary>How long the broker keeps our session while we are away, in seconds (5.0), 60 to 4,294,967,295; default 7 days.</summary>
    public uint SessionExpirySeconds { get; init; } = 7 * 24 * 3_600;

    /// <summary>Everything wrong with these options, in words; empty when they can be used.</summary>
    public IReadOnlyList<string> Errors()
    {
        List<string> errors = [.. Tls?.Errors() ?? []];
        if (ClientId.Length is < 1 or > 128)
            errors.Add("The outside broker's client id must have 1 to 128 characters.");
        if (ShareGroup.Length == 0 || ShareGroup.AsSpan().IndexOfAny("/+#") >= 0)
            errors.Add($"The share group '{ShareGroup}' must be one topic level without wildcards.");
        if (ReceiveMax is < 1 or > 65_535)
            errors.Add($"The outside broker's receive maximum {ReceiveMax} is outside 1 to 65535.");
        if (SessionExpirySeconds < 60)
            errors.Add($"The outside broker's session expiry of {SessionExpirySeconds} s is less than a minute: a restart would lose what came meanwhile.");
        if (Password is not null && UserName is null)
            errors.Add("There is a password for the outside broker, but no user name.");
        if (Tls is not null && !Address.IsEncrypted)
            errors.Add($"Certificates are given, but {Address} is not encrypted; use mqtts or wss.");
        return errors;
    }

    // A record prints its members; a password must not get into a log that way.
    public override string ToString() => $"{nameof(OutsideBrokerOptions)} {{ {ClientId} at {Address} }}";
}
