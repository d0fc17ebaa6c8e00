using Ioc.Devices;
using Ioc.Silo.Influx;
using Ioc.Silo.Registry;
using Ioc.Silo.Series;

namespace Ioc.Silo.Exports;

/// <summary>Series as text, a bucket a line. In line protocol the measurement is the kind with the step, so that it never mixes with raw points.</summary>
internal sealed class BucketText(RegistrySnapshot registry, ExportForm form)
{
    public ExportText Text { get; } = form == ExportForm.Csv
        ? new ExportText().Add("device,unit,kind,metric,step_seconds,at,count,mean,min,max,last,sum,devices\r\n")
        : new ExportText();

    public void Add(SeriesResult series)
    {
        var device = series.DeviceId is { } id ? registry.DevicesById.GetValueOrDefault(id) : null;
        var unit = series.UnitCode ?? device?.UnitCode ?? "";
        var kind = (series.Kind ?? device?.Kind)?.Word() ?? "";
        for (var index = 0; index < series.At.Length; index++)
            if (form == ExportForm.Line)
                AddLine(series, index, kind, unit);
            else
                AddRow(series, index, kind, unit);
    }

    private void AddRow(SeriesResult series, int index, string kind, string unit)
    {
        Text.AddCell(series.DeviceId ?? "").Add(',').AddCell(unit).Add(',').Add(kind).Add(',').AddCell(series.Metric).Add(',').Add(series.StepSeconds).Add(',')
            .AddInstant(series.At[index]).Add(',').Add(series.Count[index]).Add(',').Add(series.Mean[index]).Add(',').Add(series.Min[index]).Add(',')
            .Add(series.Max[index]).Add(',');
        if (series.DeviceId is not null)
            Text.Add(series.Last[index]).Add(",,\r\n");
        else
            Text.Add(',').Add(series.Sum[index]).Add(',').Add(series.Devices[index]).Add("\r\n");
    }

    private void AddLine(SeriesResult series, int index, string kind, string unit)
    {
        var name = InfluxText.Tag(series.Metric);
        Text.Add(kind).Add('_').Add(series.StepSeconds).Add('s');
        if (series.DeviceId is { } device)
            Text.Add(",device=").Add(device);
        Text.Add(",kind=").Add(kind).Add(",unit=").Add(InfluxText.Tag(unit)).Add(' ');
        AddField(name, "_mean=", series.Mean[index]).Add(',');
        AddField(name, "_min=", series.Min[index]).Add(',');
        AddField(name, "_max=", series.Max[index]).Add(',');
        AddField(name, "_count=", series.Count[index]).Add(',');
        if (series.DeviceId is not null)
            AddField(name, "_last=", series.Last[index]);
        else
            AddField(AddField(name, "_sum=", series.Sum[index]).Add(','), name, "_devices=", series.Devices[index]);
        Text.Add(' ').Add(series.At[index] * 1_000_000).Add('\n');
    }

    private ExportText AddField(string name, string what, double value) => AddField(Text, name, what, value);

    private static ExportText AddField(ExportText text, string name, string what, double value) => text.Add(name).Add(what).Add(value);
}
