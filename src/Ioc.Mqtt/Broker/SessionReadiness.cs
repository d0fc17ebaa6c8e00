namespace Ioc.Mqtt.Broker;

/// <summary>How soon a session could pass a message on, soonest first.</summary>
internal enum SessionReadiness : byte
{
    /// <summary>Connected, its client reads and acknowledges.</summary>
    Ready,

    /// <summary>Connected, but messages wait already.</summary>
    Busy,
    Absent,
}
