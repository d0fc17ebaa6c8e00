using System.Buffers.Text;
using System.IO.Compression;
using System.Text;
using Ioc.Devices;
using Ioc.Silo.Series;

namespace Ioc.Silo.Influx;

/// <summary>
/// Messages as InfluxDB line protocol: <c>hotspot,device=h1,kind=hotspot,unit=14797 clients=12,rtt_ms=8.5 1795334400000000007</c>. The
/// measurement is the kind; every field is a float, whatever it holds, so that a type can never conflict. Cells are fields by their ordinal
/// (<c>cell0_users</c>): their names are the operators', and as tags or fields would grow without bound.
/// <para>
/// The time is the millisecond of arrival; its last six digits come from what the message says (see <see cref="PointTimes"/>). So a message
/// written again is the same point, and two messages of one device in the same millisecond are two.
/// </para>
/// Reused; one thread.
/// </summary>
internal sealed class LineWriter : IPointSink
{
    /// <summary>A line's fields with room for the longest number; a site with 24 cells has 24 × 7 fields of some 40 bytes.</summary>
    private const int LineBytesMax = 16 * 1024;

    private readonly byte[]?[][] _fieldNames = [.. Enumerable.Range(0, Enum.GetValues<DeviceKind>().Max(kind => (int)kind) + 1).Select(_ => new byte[]?[ushort.MaxValue + 1])];
    private readonly List<ushort> _columns = [];
    private readonly List<double> _values = [];
    private readonly PointTimes _times = new();
    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public int Lines { get; private set; }

    public int Points { get; private set; }

    /// <summary>Valid until something is added.</summary>
    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => (Length, Lines, Points) = (0, 0, 0);

    /// <summary>Adds the messages that a <see cref="BlockReader"/> has just given to this sink.</summary>
    /// <param name="device">Whose they are.</param>
    /// <param name="firstPosition">Of the row they came from: see <see cref="PointTimes.EndBlock"/>.</param>
    public void EndBlock(Device device, long firstPosition)
    {
        Span<byte> prefix = stackalloc byte[512];
        prefix = prefix[..Prefix(device, prefix)];
        var names = _fieldNames[(int)device.Kind];
        _times.EndBlock(device.Handle, firstPosition);
        for (var row = 0; row < _times.Rows; row++)
            AppendLine(device.Kind, names, prefix, row, _times.AtNs[row]);
        _columns.Clear();
        _values.Clear();
    }

    /// <summary>Lines as the body of a request.</summary>
    public static ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> lines)
    {
        // Repeated tags and names shrink to a tenth.
        var compressed = new MemoryStream(lines.Length / 8);
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(lines);
        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }

    public void BeginBlock(ReadOnlySpan<long> times) => _times.BeginBlock(times);

    public bool Begin(ushort metric)
    {
        _columns.Add(metric);
        for (var row = 0; row < _times.Rows; row++)
            _values.Add(double.NaN);
        return _times.Begin(metric);
    }

    /// <summary>Stored values are finite, so NaN can stand for "none".</summary>
    public void Take(int row, long atMs, double value)
    {
        _values[_values.Count - _times.Rows + row] = value;
        _times.Take(row, atMs, value);
    }

    private void AppendLine(DeviceKind kind, byte[]?[] names, ReadOnlySpan<byte> prefix, int row, long atNs)
    {
        EnsureRoom();
        var line = _bytes.AsSpan(Length);
        prefix.CopyTo(line);
        var at = prefix.Length;
        var fields = 0;
        for (var column = 0; column < _columns.Count && at < LineBytesMax - 256; column++)
        {
            var value = _values[(column * _times.Rows) + row];
            if (double.IsNaN(value))
                continue;
            var name = names[_columns[column]] ??= FieldName(kind, _columns[column]);
            if (name.Length == 0)
                continue;
            if (fields++ > 0)
                line[at++] = (byte)',';
            name.CopyTo(line[at..]);
            at += name.Length;
            Utf8Formatter.TryFormat(value, line[at..], out var digits);
            at += digits;
        }

        if (fields == 0)
            return;
        line[at++] = (byte)' ';
        Utf8Formatter.TryFormat(atNs, line[at..], out var length);
        at += length;
        line[at++] = (byte)'\n';
        Length += at;
        Lines++;
        Points += fields;
    }

    private void EnsureRoom()
    {
        if (_bytes.Length - Length < LineBytesMax)
            Array.Resize(ref _bytes, _bytes.Length * 2);
    }

    private static int Prefix(Device device, Span<byte> target)
    {
        var kind = device.Kind.Word();
        return Encoding.UTF8.GetBytes($"{kind},device={device.Id},kind={kind},unit={InfluxText.Tag(device.UnitCode)} ", target);
    }

    private static byte[] FieldName(DeviceKind kind, ushort metric) => InfluxText.Field(kind, metric) is { } name ? Encoding.UTF8.GetBytes(name + "=") : [];
}
