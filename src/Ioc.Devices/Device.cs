namespace Ioc.Devices;

/// <summary>
/// One registered device: what an operator wrote about it. Its live state is its twin.
/// Immutable; an edit makes a new record under the same <see cref="Handle"/>.
/// </summary>
public sealed record Device
{
    /// <summary>1 to 64 of <c>A-Z a-z 0-9 . _ -</c>; also the MQTT client id and user name. See <see cref="DeviceId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Dense number assigned by the registry at registration, never reused: the journal and the stores name devices by it. 0: not yet registered.</summary>
    public int Handle { get; init; }

    public required DeviceKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>Code of the commune the device stands in.</summary>
    public required string UnitCode { get; init; }

    /// <summary>Code of the hamlet, ours; null where unknown.</summary>
    public string? HamletCode { get; init; }

    public required GeoPoint Position { get; init; }

    public string? Vendor { get; init; }

    public string? Model { get; init; }

    /// <summary>Serial number or IMEI.</summary>
    public string? Serial { get; init; }

    /// <summary>Expected reporting period in seconds, 1 to 86,400.</summary>
    public int PeriodSeconds { get; init; } = 60;

    public IReadOnlyList<string> Tags { get; init; } = [];

    public LoudspeakerEquipment? Loudspeaker { get; init; }

    public HotspotEquipment? Hotspot { get; init; }

    public SiteEquipment? Site { get; init; }
}
