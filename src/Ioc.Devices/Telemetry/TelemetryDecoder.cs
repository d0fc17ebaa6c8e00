using Ioc.Devices.Json;
using Ioc.Devices.Rejections;

namespace Ioc.Devices.Telemetry;

/// <summary>
/// Step 5: bytes of one telemetry message → frame, or the reason why not. Never throws for foreign input and allocates nothing for a good
/// message. A field is checked where it is read; the first fault ends the decoding and the frame must not be used.
/// </summary>
public static class TelemetryDecoder
{
    /// <summary>With a reason, <paramref name="detail"/> is the field's name or a constant, for people; null where the reason says it all.</summary>
    public static RejectionReason Decode(DeviceKind kind, ReadOnlySpan<byte> json, TelemetryFrame frame, out string? detail)
    {
        frame.Reset(kind);
        var reason = JsonPayload.Check(json, TelemetryLimits.PayloadBytesMax, out detail);
        if (reason != RejectionReason.None)
            return reason;
        var scanner = new JsonScanner(json);
        ReadMessage(ref scanner, json, frame);
        if (scanner.Fault == RejectionReason.None)
            JsonPayload.CheckEnd(ref scanner);
        if (scanner.Fault == RejectionReason.None && IsNothingKnown(frame))
            scanner.Fail(RejectionReason.NothingKnown, "no known field");
        detail = scanner.Detail;
        if (scanner.Fault == RejectionReason.None)
            frame.PayloadHash = PayloadHash.Of(json);
        return scanner.Fault;
    }

    /// <summary>What stands where an array or object must: another type, or no JSON at all.</summary>
    internal static bool FailAsWrongType(ref JsonScanner scanner, string detail) =>
        scanner.Fail(scanner.Peek() == JsonShape.Nothing ? RejectionReason.NotJson : RejectionReason.WrongType, detail);

    private static bool IsNothingKnown(TelemetryFrame frame) =>
        ((frame.Present | frame.Cleared) & ~((1UL << FieldIndex.At) | (1UL << FieldIndex.Seq))) == 0;

    private static void ReadMessage(ref JsonScanner scanner, ReadOnlySpan<byte> json, TelemetryFrame frame)
    {
        var schema = TelemetrySchema.For(frame.Kind);
        ulong known = 0;
        var unknown = default(SeenKeys);
        Span<byte> space = stackalloc byte[TelemetryLimits.TextBytesMax];
        var first = true;
        _ = scanner.TryTake((byte)'{');
        while (scanner.NextKey(ref first, out var raw, out var escaped))
        {
            var name = JsonPayload.Resolve(raw, escaped, space);
            if (schema.Lookup.Find(name) is { } field)
            {
                var bit = 1UL << field.Index;
                if ((known & bit) != 0)
                {
                    scanner.Fail(RejectionReason.DuplicateKey, field.Name);
                    return;
                }
                known |= bit;
                ReadKnown(ref scanner, json, field, frame);
            }
            else
            {
                ReadUnknown(ref scanner, json, name, ref unknown, frame);
            }
        }
    }

    private static void ReadUnknown(
        ref JsonScanner scanner, ReadOnlySpan<byte> json, scoped ReadOnlySpan<byte> name, ref SeenKeys seen, TelemetryFrame frame)
    {
        if (seen.Count == TelemetryLimits.KeysMax)
        {
            scanner.Fail(RejectionReason.TooManyFields, "too many fields");
            return;
        }
        if (!seen.TryAdd(name))
        {
            scanner.Fail(RejectionReason.DuplicateKey, "an unknown field");
            return;
        }
        _ = scanner.Peek();
        var start = scanner.Position;
        if (scanner.Skip(depth: 1))
            frame.Unknown.Add(name, json[start..scanner.Position]);
    }

    private static void ReadKnown(ref JsonScanner scanner, ReadOnlySpan<byte> json, TelemetryField field, TelemetryFrame frame)
    {
        var bit = 1UL << field.Index;
        if (scanner.Peek() == JsonShape.Null)
        {
            if (scanner.ReadLiteral(JsonShape.Null))
                frame.Cleared |= bit;
            return;
        }
        bool good;
        switch (field.Type)
        {
            case FieldType.Text:
                good = ReadText(ref scanner, field, frame);
                break;
            case FieldType.Cells:
                good = CellsDecoder.Read(ref scanner, frame.Cells);
                break;
            case FieldType.Alarms:
                good = AlarmsDecoder.Read(ref scanner, json, frame);
                break;
            default:
                good = ReadScalar(ref scanner, field, out frame.Numbers[field.Index]);
                break;
        }
        if (good)
            frame.Present |= bit;
    }

    internal static bool ReadScalar(ref JsonScanner scanner, TelemetryField field, out double value)
    {
        value = 0;
        var shape = scanner.Peek();
        switch (field.Type)
        {
            case FieldType.Bool when shape is JsonShape.True or JsonShape.False:
                value = shape == JsonShape.True ? 1 : 0;
                return scanner.ReadLiteral(shape);
            case FieldType.Word when shape == JsonShape.String:
                return ReadWord(ref scanner, field, out value);
            case FieldType.Number or FieldType.Whole when shape == JsonShape.Number:
                if (!scanner.ReadNumber(out value))
                    return false;
                if (!(value >= field.Min && value <= field.Max))
                    return scanner.Fail(RejectionReason.OutOfRange, field.Name);
                return field.Type == FieldType.Number || value == Math.Floor(value) || scanner.Fail(RejectionReason.WrongType, field.Name);
            case var _ when shape == JsonShape.Nothing:
                return scanner.Fail(RejectionReason.NotJson, field.Name);
            default:
                return scanner.Fail(RejectionReason.WrongType, field.Name);
        }
    }

    private static bool ReadWord(ref JsonScanner scanner, TelemetryField field, out double value)
    {
        value = 0;
        if (!scanner.ReadString(out var raw, out var escaped))
            return false;
        Span<byte> space = stackalloc byte[TelemetryLimits.TextBytesMax];
        var word = JsonPayload.Resolve(raw, escaped, space);
        for (var i = 0; i < field.WordsUtf8.Length; i++)
        {
            if (!word.SequenceEqual(field.WordsUtf8[i]))
                continue;
            value = i;
            return true;
        }
        return scanner.Fail(RejectionReason.OutOfRange, field.Name);
    }

    private static bool ReadText(ref JsonScanner scanner, TelemetryField field, TelemetryFrame frame)
    {
        var length = JsonPayload.ReadText(ref scanner, frame.TextSpace(field), field.TextCharactersMax, field.Name);
        if (length < 0)
            return false;
        frame.SetTextLength(field, length);
        return true;
    }
}
