namespace Ioc.Mqtt.Client;

/// <summary>What a link connects to, subscribes to and tells.</summary>
public sealed record MqttLinkOptions
{
    /// <summary>
    /// Where and as whom. Its CleanStart counts for the first connection only: later ones always ask for the session, whose life is
    /// SessionExpirySeconds. Its OnMessage is not used.
    /// </summary>
    public required MqttClientOptions Connection { get; init; }

    /// <summary>Asked for at the first connection, and whenever the broker does not know the session any more.</summary>
    public IReadOnlyList<MqttSubscription> Subscriptions { get; init; } = [];

    /// <summary>
    /// True: asked for at every connection, also when the session is present: Mosquitto 2.0.11 keeps sessions over its restart and loses their
    /// shared subscriptions. Costs one packet, and what is retained, unless the subscriptions say otherwise. Default false.
    /// </summary>
    public bool SubscribesAlways { get; init; }

    /// <summary>
    /// Called for each message, one at a time; the socket is not read until it completes. The token ends when the link stops. What it throws
    /// ends the connection, and the message comes again.
    /// </summary>
    public Func<MqttMessage, CancellationToken, ValueTask>? OnMessage { get; init; }

    /// <summary>Called before each connection, when no message of the last one is with the handler any more: what it left unacknowledged may come again.</summary>
    public Action? OnConnecting { get; init; }

    /// <summary>Called at each change, one at a time; nothing is published and no attempt made until it completes.</summary>
    public Func<LinkStatus, CancellationToken, ValueTask>? OnStatus { get; init; }

    /// <summary>Everything wrong, in words; empty when this can be used.</summary>
    public IReadOnlyList<string> Errors()
    {
        List<string> errors = [.. Connection.Tls?.Errors() ?? []];
        if (Connection.ClientId.Length == 0) errors.Add("A link needs a client id: the session that outlives a connection is found by it.");
        if (Connection.Version == ProtocolVersion.V500 && Connection.SessionExpirySeconds == 0)
        {
            errors.Add("A link needs SessionExpirySeconds in 5.0: with 0 the broker forgets the session with the connection.");
        }

        if (Connection.OnMessage is not null) errors.Add("A link's messages go to its own OnMessage, not to the connection's.");
        return errors;
    }
}
