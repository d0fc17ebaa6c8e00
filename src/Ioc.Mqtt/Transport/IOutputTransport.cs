namespace Ioc.Mqtt.Transport;

/// <summary>Where an <see cref="OutputBuffer"/> sends; one send at a time.</summary>
internal interface IOutputTransport
{
    /// <summary>Completes when all is handed to the peer's side of the wire or to the kernel; false when the transport is gone. Never throws for a peer's sake.</summary>
    ValueTask<bool> SendAsync(ReadOnlyMemory<byte> bytes);
}
