using System.Text;
using Ioc.Devices.Alerts;
using Ioc.Devices.Json;
using Ioc.Devices.Rejections;

namespace Ioc.Devices.Telemetry;

/// <summary>
/// The <c>alarms</c> array of a site's message: checked, kept as it came, shown; twins judge only how many are critical or major.
/// </summary>
internal static class AlarmsDecoder
{
    public static bool Read(ref JsonScanner scanner, ReadOnlySpan<byte> json, TelemetryFrame frame)
    {
        _ = scanner.Peek();
        var start = scanner.Position;
        if (!scanner.TryTake((byte)'['))
            return TelemetryDecoder.FailAsWrongType(ref scanner, "alarms");
        var first = true;
        var count = 0;
        var serious = 0;
        string? text = null;
        while (scanner.NextElement(ref first))
        {
            if (!scanner.TryTake((byte)'{'))
                return TelemetryDecoder.FailAsWrongType(ref scanner, "alarms");
            if (++count > TelemetryLimits.AlarmsMax)
                return scanner.Fail(RejectionReason.OutOfRange, "alarms");
            if (!ReadAlarm(ref scanner, out var isSerious, out var alarmText))
                return false;
            if (!isSerious)
                continue;
            serious++;

            // Only a site in trouble pays for these strings. All of them: a fire must not hide behind an open door.
            if (!alarmText.IsEmpty)
                text = Join(text, TextOf(alarmText));
        }
        if (scanner.Fault != RejectionReason.None)
            return false;
        frame.SetAlarms(json[start..scanner.Position], serious, text);
        return true;
    }

    private static bool ReadAlarm(ref JsonScanner scanner, out bool serious, out ReadOnlySpan<byte> text)
    {
        serious = false;
        text = default;
        var seen = default(SeenKeys);
        var first = true;
        Span<byte> space = stackalloc byte[TelemetryLimits.TextBytesMax];
        while (scanner.NextKey(ref first, out var raw, out var escaped))
        {
            var name = JsonPayload.Resolve(raw, escaped, space);
            if (seen.Count == TelemetryLimits.InnerKeysMax)
                return scanner.Fail(RejectionReason.TooManyFields, "alarms");
            if (!seen.TryAdd(name))
                return scanner.Fail(RejectionReason.DuplicateKey, "alarms");
            var isText = name.SequenceEqual("text"u8);
            var isSeverity = name.SequenceEqual("severity"u8);
            if (!isText && !isSeverity && !name.SequenceEqual("id"u8) && !name.SequenceEqual("probable_cause"u8))
            {
                if (!scanner.Skip(depth: 3))
                    return false;
                continue;
            }
            if (!ReadWords(ref scanner, isText, out var value))
                return false;
            if (isText)
                text = value;
            serious |= isSeverity && (value.SequenceEqual("critical"u8) || value.SequenceEqual("major"u8));
        }
        return scanner.Fault == RejectionReason.None;
    }

    private static bool ReadWords(ref JsonScanner scanner, bool isText, out ReadOnlySpan<byte> raw)
    {
        raw = default;
        switch (scanner.Peek())
        {
            case JsonShape.Null:
                return scanner.ReadLiteral(JsonShape.Null);
            case JsonShape.String:
                break;
            case JsonShape.Nothing:
                return scanner.Fail(RejectionReason.NotJson, "alarms");
            default:
                return scanner.Fail(RejectionReason.WrongType, "alarms");
        }
        if (!scanner.ReadString(out raw, out _))
            return false;
        var charactersMax = isText ? TelemetryLimits.AlarmTextCharactersMax : TelemetryLimits.AlarmWordCharactersMax;
        return Encoding.UTF8.GetCharCount(raw) <= charactersMax || scanner.Fail(RejectionReason.OutOfRange, "alarms");
    }

    private static string Join(string? texts, string text) =>
        texts is null ? text : texts.Length + text.Length > TelemetryLimits.SeriousTextsCharactersMax ? texts : texts + AlertLimits.BetweenDetails + text;

    private static string TextOf(ReadOnlySpan<byte> raw)
    {
        Span<byte> space = stackalloc byte[TelemetryLimits.AlarmTextCharactersMax * 4];
        var length = JsonText.Unescape(raw, space);
        return Encoding.UTF8.GetString(space[..Math.Max(length, 0)]);
    }
}
