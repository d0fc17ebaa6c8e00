using Ioc.Devices;
using Ioc.Silo.Influx;
using Ioc.Silo.Series;

namespace Ioc.Silo.Exports;

/// <summary>
/// Raw points as text, one a line. In line protocol a point has the time that the forwarder gives it (see <see cref="PointTimes"/>), so an
/// export that is written to a server that has the points already changes nothing.
/// </summary>
internal sealed class PointText(ExportForm form, long fromMs, long toMs) : IPointSink
{
    private readonly PointTimes _times = new();
    private string _before = "";
    private ExportedDevice? _device;
    private string _column = "";

    public ExportText Text { get; } = form == ExportForm.Csv ? new ExportText().Add("device,kind,unit,metric,at,value\r\n") : new ExportText();

    /// <summary>Adds a block of <see cref="BlockReader"/>; its times to the nanosecond need every column, also those that nobody asked for.</summary>
    public void AddBlock(ExportedDevice device, BlockReader reader, ReadOnlySpan<byte> block, long startMs, long firstPosition)
    {
        BeginDevice(device);
        if (form == ExportForm.Line)
        {
            reader.Read(block, startMs, _times);
            _times.EndBlock(device.Device.Handle, firstPosition);
        }

        reader.Read(block, startMs, this);
    }

    public void BeginDevice(ExportedDevice device)
    {
        _device = device;
        var (id, kind, unit) = (device.Device.Id, device.Device.Kind.Word(), device.Device.UnitCode);
        _before = form == ExportForm.Line ? $"{kind},device={id},kind={kind},unit={InfluxText.Tag(unit)} " : $"{FormulaGuard.Guard(id)},{kind},{FormulaGuard.Guard(unit)},";
    }

    public void BeginBlock(ReadOnlySpan<long> times)
    {
    }

    public bool Begin(ushort metric)
    {
        if (!_device!.MetricNames.TryGetValue(metric, out var name))
            return false;
        _column = _before + (form == ExportForm.Line ? InfluxText.Field(_device.Device.Kind, metric) + "=" : name + ",");
        return true;
    }

    public void Take(int row, long atMs, double value)
    {
        if (atMs >= fromMs && atMs < toMs)
            Take(form == ExportForm.Line ? _times.AtNs[row] : atMs * PointTimes.NanosecondsPerMillisecond, value);
    }

    /// <summary>A point whose time is known to the nanosecond.</summary>
    public void Take(long atNs, double value)
    {
        Text.Add(_column);
        if (form == ExportForm.Line)
            Text.Add(value).Add(' ').Add(atNs).Add('\n');
        else
            Text.AddInstant(atNs / PointTimes.NanosecondsPerMillisecond).Add(',').Add(value).Add("\r\n");
    }
}
