namespace Ioc.Devices;

/// <summary>What a loudspeaker cluster is made of.</summary>
/// <param name="Horns">Number of horns, 1 to 16.</param>
/// <param name="PowerWatts">Total rated power.</param>
/// <param name="AudibleRadiusMetres">Distance at which speech is still understood; 300 to 500 is usual outdoors.</param>
/// <param name="Groups">Groups the cluster belongs to, each 1 to 64 characters like a device id.</param>
public sealed record LoudspeakerEquipment(int Horns, double PowerWatts, double AudibleRadiusMetres, IReadOnlyList<string> Groups);
