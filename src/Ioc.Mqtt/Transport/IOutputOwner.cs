namespace Ioc.Mqtt.Transport;

/// <summary>Told by an <see cref="OutputBuffer"/> about its peer; never called under the buffer's lock.</summary>
internal interface IOutputOwner
{
    /// <summary>The peer did not read: the bound of waiting bytes was reached and the buffer is closed.</summary>
    void OutputOverflowed();

    /// <summary>There is room again for somebody who was told that there was none.</summary>
    void OutputDrained();

    /// <summary>The transport is gone.</summary>
    void OutputBroken();

    /// <summary>After <see cref="OutputBuffer.Complete"/>: everything written before is sent, or can't be.</summary>
    void OutputCompleted();
}
