namespace Ioc.Host.Simulation.Devices;

/// <summary>What a simulated device can do to the world. Called on the simulation's loop; never blocks.</summary>
internal interface IDeviceOutlet
{
    /// <summary>QoS 1 on the device's own channel. False: not connected, or the connection is full; the message is lost.</summary>
    bool TryPublish(SimulatedDevice device, string channel, ReadOnlyMemory<byte> payload);

    /// <summary>Fetches audio and checks it; the answer comes to <see cref="SimulatedLoudspeaker.Fetched"/> later, on the loop.</summary>
    void Fetch(SimulatedLoudspeaker device, BroadcastCommand command);
}
