using Ioc.Host.Simulation.Devices;

namespace Ioc.Host.Simulation.Running;

/// <summary>The network as the loop sees it: nothing here waits; what comes of it arrives as <see cref="Mail"/>.</summary>
internal interface IDeviceConnections
{
    /// <summary>Begins to connect and subscribe; answered by Opened or Closed with this epoch.</summary>
    void Open(int index, int epoch);

    /// <summary>Drops the connection without a word, as power cuts do.</summary>
    void Cut(int index);

    bool TryPublish(int index, string topic, ReadOnlyMemory<byte> payload);

    /// <summary>Answered by Fetched.</summary>
    void Fetch(int index, BroadcastCommand command);
}
