using Ioc.Devices;

namespace Ioc.Silo.Exports;

/// <param name="Device">Whose points are written.</param>
/// <param name="MetricNames">Those that are wanted, by number.</param>
internal sealed record ExportedDevice(Device Device, IReadOnlyDictionary<ushort, string> MetricNames);
