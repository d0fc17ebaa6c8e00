using Ioc.Devices.Twins;

namespace Ioc.Silo.History;

/// <summary>From an instant on a device's health and its conditions were these, until its next change.</summary>
/// <param name="DeviceHandle">Whose.</param>
/// <param name="AtMs">Server time of the entry that changed it.</param>
/// <param name="Health">From then on.</param>
/// <param name="Conditions">Bits of <c>Conditions</c> that held from then on.</param>
public readonly record struct HealthChange(int DeviceHandle, long AtMs, Health Health, ulong Conditions);
