using Ioc.Devices.Json;
using Ioc.Devices.Rejections;

namespace Ioc.Devices.Telemetry;

/// <summary>The <c>cells</c> array of a site's message.</summary>
internal static class CellsDecoder
{
    private static readonly string[] FieldDetails =
        [.. TelemetrySchema.For(DeviceKind.Site).CellFields.Select(field => "cells." + field.Name)];

    public static bool Read(ref JsonScanner scanner, CellReadings cells)
    {
        if (!scanner.TryTake((byte)'['))
            return TelemetryDecoder.FailAsWrongType(ref scanner, "cells");
        var first = true;
        while (scanner.NextElement(ref first))
        {
            if (!scanner.TryTake((byte)'{'))
                return TelemetryDecoder.FailAsWrongType(ref scanner, "cells");
            if (!cells.TryOpen())
                return scanner.Fail(RejectionReason.OutOfRange, "cells");
            if (!ReadCell(ref scanner, cells))
                return false;
        }
        return scanner.Fault == RejectionReason.None;
    }

    private static bool ReadCell(ref JsonScanner scanner, CellReadings cells)
    {
        var cell = cells.Count - 1;
        var lookup = TelemetrySchema.For(DeviceKind.Site).CellLookup;
        var seen = default(SeenKeys);
        var first = true;
        var hasId = false;
        Span<byte> space = stackalloc byte[TelemetryLimits.TextBytesMax];
        while (scanner.NextKey(ref first, out var raw, out var escaped))
        {
            var name = JsonPayload.Resolve(raw, escaped, space);
            if (seen.Count == TelemetryLimits.InnerKeysMax)
                return scanner.Fail(RejectionReason.TooManyFields, "cells");
            if (!seen.TryAdd(name))
                return scanner.Fail(RejectionReason.DuplicateKey, "cells");
            if (name.SequenceEqual("id"u8))
            {
                var length = JsonPayload.ReadText(ref scanner, cells.IdSpace(cell), TelemetryLimits.CellIdCharactersMax, "cells.id");
                cells.SetIdLength(cell, Math.Max(length, 0));
                hasId = length > 0;
            }
            else if (lookup.Find(name) is { } field)
            {
                ReadField(ref scanner, cells, cell, field);
            }
            else if (!scanner.Skip(depth: 3))
            {
                return false;
            }
        }
        if (scanner.Fault != RejectionReason.None)
            return false;
        if (!hasId)
            return scanner.Fail(RejectionReason.WrongType, "cells.id");
        return !cells.LastIdIsRepeated() || scanner.Fail(RejectionReason.DuplicateKey, "cells.id");
    }

    private static void ReadField(ref JsonScanner scanner, CellReadings cells, int cell, TelemetryField field)
    {
        if (scanner.Peek() == JsonShape.Null)
        {
            if (scanner.ReadLiteral(JsonShape.Null))
                cells.Clear(cell, field.Index);
        }
        else if (TelemetryDecoder.ReadScalar(ref scanner, field, out var value))
        {
            cells.Set(cell, field.Index, value);
        }
        else if (scanner.Fault is RejectionReason.OutOfRange or RejectionReason.WrongType)
        {
            scanner.Name(FieldDetails[field.Index]);
        }
    }
}
