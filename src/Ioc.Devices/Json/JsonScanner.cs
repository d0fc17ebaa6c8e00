using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;

namespace Ioc.Devices.Json;

/// <summary>
/// Reads JSON (RFC 8259) from bytes already known to be valid UTF-8, without exceptions.
///
/// Why not <c>Utf8JsonReader</c>: it throws on the first wrong byte. One exception costs tens of times the decoding of a good message,
/// and a stranger can send garbage at line rate. The grammar is small; a test compares every verdict with <c>JsonDocument</c>'s.
/// A fault is sticky: once <see cref="Fault"/> is set every read answers false.
/// </summary>
internal ref struct JsonScanner(ReadOnlySpan<byte> json)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _position;

    public RejectionReason Fault { get; private set; }

    public string? Detail { get; private set; }

    public readonly int Position => _position;

    public bool Fail(RejectionReason reason, string detail)
    {
        if (Fault == RejectionReason.None)
        {
            Fault = reason;
            Detail = detail;
        }
        return false;
    }

    /// <summary>Gives the fault a better name, once the reader knows where it happened.</summary>
    public void Name(string detail) => Detail = detail;

    /// <summary>Skips white space and looks at the next value.</summary>
    public JsonShape Peek()
    {
        SkipWhiteSpace();
        if (_position >= _json.Length || Fault != RejectionReason.None)
            return JsonShape.Nothing;
        return _json[_position] switch
        {
            (byte)'{' => JsonShape.Object,
            (byte)'[' => JsonShape.Array,
            (byte)'"' => JsonShape.String,
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => JsonShape.Number,
            (byte)'t' => JsonShape.True,
            (byte)'f' => JsonShape.False,
            (byte)'n' => JsonShape.Null,
            _ => JsonShape.Nothing,
        };
    }

    /// <summary>Takes one punctuation mark if it comes next.</summary>
    public bool TryTake(byte mark)
    {
        SkipWhiteSpace();
        if (_position >= _json.Length || _json[_position] != mark || Fault != RejectionReason.None)
            return false;
        _position++;
        return true;
    }

    /// <summary>Steps to an object's next key. False at its end, or with a fault.</summary>
    public bool NextKey(ref bool first, out ReadOnlySpan<byte> raw, out bool escaped)
    {
        raw = default;
        escaped = false;
        if (TryTake((byte)'}'))
            return false;
        if (!first && !TryTake((byte)','))
            return Fail(RejectionReason.NotJson, "expected , or }");
        first = false;
        if (Peek() != JsonShape.String)
            return Fail(RejectionReason.NotJson, "expected a key");
        if (!ReadString(out raw, out escaped))
            return false;
        if (raw.Length > TelemetryLimits.KeyBytesMax)
            return Fail(RejectionReason.OutOfRange, "a key");
        return TryTake((byte)':') || Fail(RejectionReason.NotJson, "expected :");
    }

    /// <summary>Steps to an array's next element. False at its end, or with a fault.</summary>
    public bool NextElement(ref bool first)
    {
        if (TryTake((byte)']'))
            return false;
        if (!first && !TryTake((byte)','))
            return Fail(RejectionReason.NotJson, "expected , or ]");
        first = false;
        return Fault == RejectionReason.None;
    }

    /// <summary>Reads a string; <paramref name="raw"/> is what stands between the quotes, escapes checked but not resolved.</summary>
    public bool ReadString(out ReadOnlySpan<byte> raw, out bool escaped)
    {
        var json = _json;
        var start = ++_position;
        escaped = false;
        raw = default;
        for (var at = start; at < json.Length; at++)
        {
            var letter = json[at];
            if (letter == '"')
            {
                raw = json[start..at];
                _position = at + 1;
                return true;
            }
            if (letter < 0x20)
                return Fail(RejectionReason.NotJson, "control character in a string");
            if (letter != '\\')
                continue;
            escaped = true;
            var length = JsonText.EscapeLength(json[at..], out var lone);
            if (lone)
                return Fail(RejectionReason.NotUtf8, "half a surrogate pair");
            if (length == 0)
                return Fail(RejectionReason.NotJson, "bad escape");
            at += length - 1;
        }
        return Fail(RejectionReason.NotJson, "unfinished string");
    }

    public bool ReadNumber(out double value)
    {
        var length = JsonNumber.Read(_json[_position..], out value);
        if (length == 0)
            return Fail(RejectionReason.NotJson, "bad number");
        _position += length;
        return true;
    }

    public bool ReadLiteral(JsonShape shape)
    {
        var word = shape switch { JsonShape.True => "true"u8, JsonShape.False => "false"u8, _ => "null"u8 };
        if (!_json[_position..].StartsWith(word))
            return Fail(RejectionReason.NotJson, "bad literal");
        _position += word.Length;
        return true;
    }

    /// <summary>Reads any value without keeping it. <paramref name="depth"/>: how many objects and arrays are open around it.</summary>
    public bool Skip(int depth)
    {
        switch (Peek())
        {
            case JsonShape.Object:
                return Enter(depth) && SkipObject(depth + 1);
            case JsonShape.Array:
                return Enter(depth) && SkipArray(depth + 1);
            case JsonShape.String:
                return ReadString(out _, out _);
            case JsonShape.Number:
                return ReadNumber(out _);
            case JsonShape.Nothing:
                return Fail(RejectionReason.NotJson, "expected a value");
            case var literal:
                return ReadLiteral(literal);
        }
    }

    /// <summary>True when only white space is left.</summary>
    public bool AtEnd()
    {
        SkipWhiteSpace();
        return _position == _json.Length;
    }

    private bool Enter(int depth)
    {
        if (depth >= TelemetryLimits.DepthMax)
            return Fail(RejectionReason.TooDeep, "deeper than 8");
        _position++;
        return true;
    }

    private bool SkipObject(int depth)
    {
        var first = true;
        var seen = default(SeenKeys);
        Span<byte> space = stackalloc byte[TelemetryLimits.KeyBytesMax];
        while (NextKey(ref first, out var raw, out var escaped))
        {
            if (seen.Count == TelemetryLimits.KeysMax)
                return Fail(RejectionReason.TooManyFields, "an unknown field");
            if (!seen.TryAdd(JsonPayload.Resolve(raw, escaped, space)))
                return Fail(RejectionReason.DuplicateKey, "an unknown field");
            if (!Skip(depth))
                return false;
        }
        return Fault == RejectionReason.None;
    }

    private bool SkipArray(int depth)
    {
        var first = true;
        while (NextElement(ref first))
        {
            if (!Skip(depth))
                return false;
        }
        return Fault == RejectionReason.None;
    }

    private void SkipWhiteSpace()
    {
        while (_position < _json.Length && (_json[_position] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            _position++;
    }
}
