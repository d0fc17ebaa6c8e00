using Ioc.Devices;
using Ioc.Silo.Registry;

namespace Ioc.Dashboard.Wire;

/// <summary>
/// A device as files and the API write it: what <c>ioc export devices --format json</c> writes and PUT /api/v1/devices reads.
/// The handle is not in it: it is this installation's own.
/// </summary>
public sealed record DeviceDocument
{
    public required string Id { get; init; }

    [Words(typeof(DeviceKind), nameof(DeviceKind.Centre))]
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string UnitCode { get; init; }

    public string? HamletCode { get; init; }

    public required double Latitude { get; init; }

    public required double Longitude { get; init; }

    public string? Vendor { get; init; }

    public string? Model { get; init; }

    public string? Serial { get; init; }

    /// <summary>1 to 86,400; 60 when absent.</summary>
    public int PeriodSeconds { get; init; } = 60;

    public IReadOnlyList<string>? Tags { get; init; }

    public LoudspeakerEquipment? Loudspeaker { get; init; }

    public HotspotEquipment? Hotspot { get; init; }

    public SiteEquipment? Site { get; init; }

    public static DeviceDocument Of(Device device) => new()
    {
        Id = device.Id,
        Kind = device.Kind.Word(),
        Name = device.Name,
        UnitCode = device.UnitCode,
        HamletCode = device.HamletCode,
        Latitude = device.Position.LatitudeDegrees,
        Longitude = device.Position.LongitudeDegrees,
        Vendor = device.Vendor,
        Model = device.Model,
        Serial = device.Serial,
        PeriodSeconds = device.PeriodSeconds,
        Tags = device.Tags,
        Loudspeaker = device.Loudspeaker,
        Hotspot = device.Hotspot,
        Site = device.Site,
    };

    /// <summary>Null with what is wrong when a word is not one of ours; ranges and units are the registry's to check.</summary>
    public Device? ToDevice(out RowFault? fault)
    {
        fault = null;
        if (!DeviceKinds.TryParse(Kind, out DeviceKind kind))
        {
            const string kinds = "loudspeaker, hotspot, site";
            fault = RowFault.Of(RowFaultReason.WordUnknown, $"kind \"{Clip(Kind)}\" is not one of {kinds}", ("field", "kind"), ("value", Kind), ("words", kinds));
            return null;
        }

        // The serialiser checks members, not the elements of lists.
        if (HasNull(Tags) || HasNull(Loudspeaker?.Groups) || HasNull(Site?.Cells))
        {
            fault = RowFault.Of(RowFaultReason.NotRead, "tags, groups or cells hold a null");
            return null;
        }

        return new Device
        {
            Id = Id,
            Kind = kind,
            Name = Name,
            UnitCode = UnitCode,
            HamletCode = HamletCode,
            Position = new GeoPoint(Latitude, Longitude),
            Vendor = Vendor,
            Model = Model,
            Serial = Serial,
            PeriodSeconds = PeriodSeconds,
            Tags = Tags ?? [],
            Loudspeaker = Loudspeaker,
            Hotspot = Hotspot,
            Site = Site,
        };
    }

    private static bool HasNull<T>(IReadOnlyList<T>? list)
        where T : class => list is not null && list.Any(item => item is null);

    private static string Clip(string word) => word.Length <= 40 ? word : word[..40] + "…";
}
