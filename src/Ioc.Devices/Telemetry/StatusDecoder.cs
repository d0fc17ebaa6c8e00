using Ioc.Devices.Json;
using Ioc.Devices.Rejections;

namespace Ioc.Devices.Telemetry;

/// <summary>A device's status message, or its last will: <c>{"state":"online"}</c> or <c>{"state":"offline"}</c>; other fields are ignored.</summary>
public static class StatusDecoder
{
    public static RejectionReason Decode(ReadOnlySpan<byte> json, out bool online)
    {
        online = false;
        var reason = JsonPayload.Check(json, TelemetryLimits.ReceiptBytesMax, out _);
        if (reason != RejectionReason.None)
            return reason;
        var scanner = new JsonScanner(json);
        var seen = default(SeenKeys);
        var known = false;
        var first = true;
        Span<byte> space = stackalloc byte[TelemetryLimits.TextBytesMax];
        Span<byte> word = stackalloc byte[TelemetryLimits.TextBytesMax];
        _ = scanner.TryTake((byte)'{');
        while (scanner.NextKey(ref first, out var raw, out var escaped))
        {
            var name = JsonPayload.Resolve(raw, escaped, space);
            if (seen.Count == TelemetryLimits.KeysMax || !seen.TryAdd(name))
            {
                scanner.Fail(seen.Count == TelemetryLimits.KeysMax ? RejectionReason.TooManyFields : RejectionReason.DuplicateKey, "status");
            }
            else if (name.SequenceEqual("state"u8))
            {
                var length = JsonPayload.ReadText(ref scanner, word, TelemetryLimits.AlarmWordCharactersMax, "state");
                online = length >= 0 && word[..length].SequenceEqual("online"u8);
                known = online || (length >= 0 && word[..length].SequenceEqual("offline"u8));
            }
            else
            {
                scanner.Skip(depth: 1);
            }
        }
        if (scanner.Fault == RejectionReason.None)
            JsonPayload.CheckEnd(ref scanner);
        if (scanner.Fault == RejectionReason.None && !known)
            scanner.Fail(RejectionReason.UnknownStatus, "state");
        return scanner.Fault;
    }
}
