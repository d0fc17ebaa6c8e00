using System.Net;

namespace Ioc.Mqtt.Broker;

/// <summary>One live connection, as the seams to the outside see it.</summary>
public interface IBrokerClient
{
    /// <summary>Unique within the process, never reused.</summary>
    long ConnectionId { get; }

    string ClientId { get; }

    ProtocolVersion Version { get; }

    EndPoint? RemoteEndPoint { get; }

    /// <summary>What the authenticator attached in <see cref="ConnectDecision.State"/>; the broker never looks into it.</summary>
    object? State { get; }

    /// <summary>
    /// Completes the oldest <paramref name="count"/> publishes for which <see cref="IPublishSink.Publish"/> answered
    /// <see cref="PublishVerdict.Deferred"/>: PUBACK (QoS 1) or PUBREC (QoS 2) with <paramref name="reason"/>, in the order
    /// received [MQTT-4.6.0-2]. A failing reason closes a 3.1.1 connection, whose PUBACK cannot carry one.
    /// Callable from any thread, never blocks, harmless after the connection ended.
    /// </summary>
    void CompletePublishes(int count, ReasonCode reason = ReasonCode.Success);

    /// <summary>
    /// The oldest <paramref name="count"/> deferred publishes are lost: neither they nor what is behind them are acknowledged, and the connection
    /// ends with <paramref name="reason"/>, so that the client brings them again. Those behind them may still be completed, and a QoS 2 one
    /// then counts as taken. Callable from any thread.
    /// </summary>
    void LosePublishes(int count, ReasonCode reason);

    /// <summary>
    /// Ends the connection; a 5.0 client is told the reason in DISCONNECT. What was deferred is still to be completed or lost: until then a
    /// client that is back and repeats a QoS 2 publish waits for that word. Callable from any thread.
    /// </summary>
    void Close(ReasonCode reason);
}
