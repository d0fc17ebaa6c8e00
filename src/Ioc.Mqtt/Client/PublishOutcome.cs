namespace Ioc.Mqtt.Client;

/// <summary>What became of a message given to an <see cref="MqttLink"/>.</summary>
public enum PublishOutcome : byte
{
    /// <summary>The broker has it (QoS 0: it was written).</summary>
    Taken,

    /// <summary>The broker, or what it allows, refused it; the code says why.</summary>
    Refused,

    /// <summary>Its time was over before it could be sent.</summary>
    Expired,

    /// <summary>QoS 2: the broker had it, but lost the session before it was told to pass it on; whether it did nobody knows.</summary>
    Unknown,

    /// <summary>The link stopped first.</summary>
    Stopped,
}
