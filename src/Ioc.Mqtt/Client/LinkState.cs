namespace Ioc.Mqtt.Client;

/// <summary>Where an <see cref="MqttLink"/> stands.</summary>
public enum LinkState : byte
{
    /// <summary>Connected and subscribed.</summary>
    Up,

    /// <summary>Not connected; it tries again after <see cref="LinkStatus.RetryIn"/>.</summary>
    Down,
}
