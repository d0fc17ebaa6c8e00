namespace Ioc.Mqtt.Client;

/// <summary>The client's half of the session (5.0 §4.1): dies with the connection of an <see cref="MqttClient"/>, outlives those of an <see cref="MqttLink"/>.</summary>
internal sealed class ClientSession
{
    public PendingTable Pending { get; } = new();

    public ReceivedMessages Received { get; } = new();

    /// <summary>CONNACK came; on the read loop, before anything behind it is handled.</summary>
    public void Resume(bool sessionPresent, int window)
    {
        Received.Resume(sessionPresent);
        Pending.Open(window);
    }
}
