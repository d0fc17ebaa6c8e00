using System.Text;
using Ioc.Devices.Json;
using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;

namespace Ioc.Devices.Broadcasts;

/// <summary>Bytes of one receipt → <see cref="Receipt"/>, or the reason why not. Receipts are rare, so strings may be made here.</summary>
public static class ReceiptDecoder
{
    private static readonly TelemetryField PlayedSeconds =
        new() { Number = 1, Name = "played_seconds", Type = FieldType.Number, Max = TelemetryLimits.PlayedSecondsMax };

    public static RejectionReason Decode(ReadOnlySpan<byte> json, out Receipt receipt) => Decode(json, out receipt, out _);

    public static RejectionReason Decode(ReadOnlySpan<byte> json, out Receipt receipt, out string? detail)
    {
        receipt = default;
        var reason = JsonPayload.Check(json, TelemetryLimits.ReceiptBytesMax, out detail);
        if (reason != RejectionReason.None)
            return reason;
        var scanner = new JsonScanner(json);
        receipt = Read(ref scanner);
        if (scanner.Fault == RejectionReason.None)
            JsonPayload.CheckEnd(ref scanner);
        if (scanner.Fault == RejectionReason.None && string.IsNullOrEmpty(receipt.BroadcastId))
            scanner.Fail(RejectionReason.NothingKnown, "broadcast");
        if (scanner.Fault == RejectionReason.None && receipt.State == default)
            scanner.Fail(RejectionReason.NothingKnown, "state");
        detail = scanner.Detail;
        return scanner.Fault;
    }

    private static Receipt Read(ref JsonScanner scanner)
    {
        var receipt = default(Receipt);
        var seen = default(SeenKeys);
        var first = true;
        Span<byte> space = stackalloc byte[TelemetryLimits.TextBytesMax];
        _ = scanner.TryTake((byte)'{');
        while (scanner.NextKey(ref first, out var raw, out var escaped))
        {
            var name = JsonPayload.Resolve(raw, escaped, space);
            if (seen.Count == TelemetryLimits.KeysMax)
                scanner.Fail(RejectionReason.TooManyFields, "receipt");
            else if (!seen.TryAdd(name))
                scanner.Fail(RejectionReason.DuplicateKey, "receipt");
            else if (name.SequenceEqual("broadcast"u8))
                receipt = receipt with { BroadcastId = ReadText(ref scanner, DeviceId.LengthMax, "broadcast") ?? "" };
            else if (name.SequenceEqual("state"u8))
                receipt = receipt with { State = ReadState(ref scanner) };
            else if (name.SequenceEqual("reason"u8))
                receipt = receipt with { Reason = ReadText(ref scanner, TelemetryLimits.ReceiptReasonCharactersMax, "reason") };
            else if (name.SequenceEqual("played_seconds"u8))
                receipt = receipt with { PlayedSeconds = ReadSeconds(ref scanner) };
            else
                scanner.Skip(depth: 1);
        }
        return receipt;
    }

    private static string? ReadText(ref JsonScanner scanner, int charactersMax, string detail)
    {
        if (scanner.Peek() == JsonShape.Null)
        {
            scanner.ReadLiteral(JsonShape.Null);
            return null;
        }
        Span<byte> text = stackalloc byte[TelemetryLimits.ReceiptBytesMax];
        var length = JsonPayload.ReadText(ref scanner, text, charactersMax, detail);
        return length < 0 ? null : Encoding.UTF8.GetString(text[..length]);
    }

    private static DeliveryState ReadState(ref JsonScanner scanner)
    {
        var state = ReadText(ref scanner, TelemetryLimits.AlarmWordCharactersMax, "state") switch
        {
            "accepted" => DeliveryState.Accepted,
            "rejected" => DeliveryState.Rejected,
            "playing" => DeliveryState.Playing,
            "finished" => DeliveryState.Finished,
            "failed" => DeliveryState.Failed,
            "cancelled" => DeliveryState.Cancelled,
            _ => default,
        };
        if (state == default)
            scanner.Fail(RejectionReason.OutOfRange, "state");
        return state;
    }

    private static double? ReadSeconds(ref JsonScanner scanner)
    {
        if (scanner.Peek() == JsonShape.Null)
        {
            scanner.ReadLiteral(JsonShape.Null);
            return null;
        }
        return TelemetryDecoder.ReadScalar(ref scanner, PlayedSeconds, out var seconds) ? seconds : null;
    }
}
