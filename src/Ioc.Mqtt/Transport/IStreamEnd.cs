namespace Ioc.Mqtt.Transport;

/// <summary>How a stream's connection ends, which its <see cref="Stream"/> can't say: with a farewell, or at once.</summary>
internal interface IStreamEnd
{
    /// <summary>Says farewell and gives everything back; may wait for the peer until <see cref="Abort"/>. Never throws for a peer's sake.</summary>
    Task CloseAsync();

    void Abort();
}
