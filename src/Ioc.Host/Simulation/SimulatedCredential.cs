using Ioc.Devices;

namespace Ioc.Host.Simulation;

/// <summary>A device to play, and what it signs in with.</summary>
internal sealed record SimulatedCredential(Device Device, string Credential)
{
    /// <summary>Records print their members; a credential must not end up in a log that way.</summary>
    public override string ToString() => $"SimulatedCredential {{ Device = {Device.Id} }}";
}
