namespace Ioc.Devices;

/// <summary>What a device is. The numbers are on disk; the words (<see cref="DeviceKinds"/>) are in topics, files and the API.</summary>
public enum DeviceKind : byte
{
    Loudspeaker = 1,
    Hotspot = 2,
    Site = 3,

    /// <summary>The operations centre itself: can't be registered and sends nothing, but its own troubles are alerts like any other.</summary>
    Centre = 4,
}
