using Ioc.Devices;

namespace Ioc.Silo.Registry;

/// <summary>Whether two devices say the same, word for word. The records' own equality compares lists by reference.</summary>
internal static class DeviceEquality
{
    public static bool Same(Device one, Device other) =>
        (one with { Tags = other.Tags, Loudspeaker = null, Hotspot = null, Site = null }) ==
        (other with { Loudspeaker = null, Hotspot = null, Site = null }) &&
        one.Tags.SequenceEqual(other.Tags) &&
        one.Hotspot == other.Hotspot && Same(one.Loudspeaker, other.Loudspeaker) && Same(one.Site, other.Site);

    private static bool Same(LoudspeakerEquipment? one, LoudspeakerEquipment? other) =>
        one is null || other is null
            ? one is null && other is null
            : one with { Groups = other.Groups } == other && one.Groups.SequenceEqual(other.Groups);

    private static bool Same(SiteEquipment? one, SiteEquipment? other) =>
        one is null || other is null
            ? one is null && other is null
            : one with { Cells = other.Cells } == other && one.Cells.SequenceEqual(other.Cells);
}
