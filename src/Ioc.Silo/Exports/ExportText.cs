using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Ioc.Silo.Exports;

/// <summary>A growing UTF-8 text with the number forms of exports. Reused; one thread.</summary>
internal sealed class ExportText
{
    /// <summary>The longest number or instant.</summary>
    private const int NumberBytesMax = 32;

    private byte[] _bytes = new byte[64 * 1024];
    private int _length;

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public ExportText Add(string text)
    {
        Reserve(Encoding.UTF8.GetMaxByteCount(text.Length));
        _length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
        return this;
    }

    public ExportText Add(char separator)
    {
        Reserve(1);
        _bytes[_length++] = (byte)separator;
        return this;
    }

    /// <summary>The shortest digits that give the same double back.</summary>
    public ExportText Add(double value)
    {
        Reserve(NumberBytesMax);
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(_length), out var written);
        _length += written;
        return this;
    }

    public ExportText Add(long value)
    {
        Reserve(NumberBytesMax);
        Utf8Formatter.TryFormat(value, _bytes.AsSpan(_length), out var written);
        _length += written;
        return this;
    }

    /// <summary>ISO 8601 in UTC, to the millisecond.</summary>
    public ExportText AddInstant(long unixMs)
    {
        Reserve(NumberBytesMax);
        DateTimeOffset.FromUnixTimeMilliseconds(unixMs).UtcDateTime.TryFormat(
            _bytes.AsSpan(_length), out var written, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    /// <summary>A CSV cell: guarded where a spreadsheet would run it, quoted where it must be (RFC 4180).</summary>
    public ExportText AddCell(string text) => AddQuoted(FormulaGuard.Guard(text));

    private ExportText AddQuoted(string text) =>
        Add(text.AsSpan().ContainsAny(",\"\r\n") ? '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : text);

    private void Reserve(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
    }
}
