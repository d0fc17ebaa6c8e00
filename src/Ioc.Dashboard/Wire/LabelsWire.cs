using Ioc.Devices;

namespace Ioc.Dashboard.Wire;

/// <summary>
/// What the overview leaves out of every device, as columns: <c>vendor</c> is a position in <c>vendors</c> (−1: none) and <c>tag</c> a list of
/// positions in <c>tags</c>, both for the device at the same place of <c>handle</c>.
/// </summary>
internal sealed record LabelsWire(
    long RegistryVersion, IReadOnlyList<string> Vendors, IReadOnlyList<string> Tags, IReadOnlyList<int> Handle, IReadOnlyList<int> Vendor,
    IReadOnlyList<IReadOnlyList<int>> Tag)
{
    public static LabelsWire Of(long registryVersion, IReadOnlyList<Device> devices)
    {
        string[] vendors = Words(devices.Select(device => device.Vendor).OfType<string>());
        string[] tags = Words(devices.SelectMany(device => device.Tags));
        return new LabelsWire(
            registryVersion, vendors, tags, [.. devices.Select(device => device.Handle)],
            [.. devices.Select(device => device.Vendor is { } vendor ? Array.BinarySearch(vendors, vendor, StringComparer.Ordinal) : -1)],
            [.. devices.Select(device => (IReadOnlyList<int>)[.. device.Tags.Select(tag => Array.BinarySearch(tags, tag, StringComparer.Ordinal))])]);
    }

    private static string[] Words(IEnumerable<string> words) => [.. words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
