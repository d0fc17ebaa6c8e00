using Ioc.Devices.Twins;

namespace Ioc.Silo.Changes;

/// <summary>What a map needs of a twin.</summary>
/// <param name="Handle">Names the device in batches; its id, name, kind, unit and place come with the snapshot or the registry.</param>
/// <param name="Health">Now.</param>
/// <param name="Conditions">Bits of <c>Conditions</c> that hold now.</param>
/// <param name="LastSeenUnixMs">0: never.</param>
/// <param name="Playing">A broadcast is being played now.</param>
public readonly record struct TwinBrief(int Handle, Health Health, ulong Conditions, long LastSeenUnixMs, bool Playing);
