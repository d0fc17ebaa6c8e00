namespace Ioc.Mqtt.Transport;

/// <summary>Told by an <see cref="OutputBuffer"/> about its peer; never called under the buffer's lock.</summary>
internal interface IOutputOwner
{
    /// <summary>The peer did not read: the bound of waiting bytes was reached and the buffer is closed.</summary>
    void OutputOverflowed();

    /// <summary>The peer caught up after it had been slow: there is room again.</summary>
    void OutputDrained();

    /// <summary>The transport is gone.</summary>
    void OutputBroken();
}
