using Ioc.Devices;

namespace Ioc.Host.Calling;

/// <summary>A device as the API takes and gives it, and as <c>ioc export devices --format json</c> writes it.</summary>
internal sealed record WireDevice
{
    public required string Id { get; init; }

    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string UnitCode { get; init; }

    public string? HamletCode { get; init; }

    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    public string? Vendor { get; init; }

    public string? Model { get; init; }

    public string? Serial { get; init; }

    public int PeriodSeconds { get; init; } = 60;

    public IReadOnlyList<string> Tags { get; init; } = [];

    public LoudspeakerEquipment? Loudspeaker { get; init; }

    public HotspotEquipment? Hotspot { get; init; }

    public SiteEquipment? Site { get; init; }
}
