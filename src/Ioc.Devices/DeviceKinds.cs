namespace Ioc.Devices;

/// <summary>The one place that knows the words for device kinds.</summary>
public static class DeviceKinds
{
    /// <summary>What can be registered.</summary>
    public static IReadOnlyList<DeviceKind> All { get; } = [DeviceKind.Loudspeaker, DeviceKind.Hotspot, DeviceKind.Site];

    public static string Word(this DeviceKind kind) => kind switch
    {
        DeviceKind.Loudspeaker => "loudspeaker",
        DeviceKind.Hotspot => "hotspot",
        DeviceKind.Site => "site",
        DeviceKind.Centre => "centre",
        _ => throw new System.Diagnostics.UnreachableException($"BUG: device kind {(int)kind}"),
    };

    public static bool TryParse(ReadOnlySpan<char> word, out DeviceKind kind)
    {
        kind = word switch
        {
            "loudspeaker" => DeviceKind.Loudspeaker,
            "hotspot" => DeviceKind.Hotspot,
            "site" => DeviceKind.Site,
            _ => default,
        };
        return kind != default;
    }
}
