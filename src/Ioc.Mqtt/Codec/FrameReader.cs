using System.Buffers;
using System.Diagnostics;

namespace Ioc.Mqtt.Codec;

/// <summary>
/// Step 1: cuts one frame out of the bytes received. The first byte is judged when it is there and the announced length as soon as
/// the fixed header is, so that nobody can make us wait for, or buffer, what would be refused anyway.
/// </summary>
/// <remarks>
/// Invariant: the buffer's start moves over whole frames only, and not at all after a fault; a fault is for ever, because behind bytes that
/// are no packet nobody knows where the next one starts. A frame in one segment is passed on where it lies; one that crosses segments (one
/// in twenty small ones with 4 KiB segments) is copied together, so that every decoder reads a plain span.
/// </remarks>
internal sealed class FrameReader(int packetBytesMax)
{
    /// <summary>One type byte and at most four of length.</summary>
    private const int FixedHeaderBytesMax = 5;

    private byte[] _joined = [];

    /// <summary>What was wrong; <see cref="MalformedReason.None"/> as long as nothing is.</summary>
    public MalformedReason Fault { get; private set; }

    /// <summary>5.0 forbids lengths in more bytes than needed, 3.1.1 does not; set when CONNECT has named the version.</summary>
    public bool RequireShortestLength { get; set; }

    /// <summary>Cuts the next frame off the front of <paramref name="buffer"/>.</summary>
    public DecodeOutcome Read(ref ReadOnlySequence<byte> buffer, out Frame frame)
    {
        frame = default;
        if (Fault != MalformedReason.None) return DecodeOutcome.Malformed;

        ReadOnlySpan<byte> start = buffer.FirstSpan;
        if (start.Length < FixedHeaderBytesMax && !buffer.IsSingleSegment)
        {
            Span<byte> gathered = stackalloc byte[FixedHeaderBytesMax];
            return ReadBehindHeader(ref buffer, Gather(buffer, gathered), out frame);
        }

        return ReadBehindHeader(ref buffer, start, out frame);
    }

    /// <summary>Gives the joining buffer back; called when a connection goes idle.</summary>
    public void ReleaseBuffer()
    {
        if (_joined.Length == 0) return;
        ArrayPool<byte>.Shared.Return(_joined);
        _joined = [];
    }

    /// <summary>Ends reading for ever with a fault found by a decoder.</summary>
    public DecodeOutcome Fail(MalformedReason reason)
    {
        Debug.Assert(reason != MalformedReason.None, "BUG: a fault needs a reason");
        if (Fault == MalformedReason.None) Fault = reason;
        return DecodeOutcome.Malformed;
    }

    private static ReadOnlySpan<byte> Gather(ReadOnlySequence<byte> buffer, Span<byte> destination)
    {
        int count = (int)Math.Min(buffer.Length, FixedHeaderBytesMax);
        buffer.Slice(0, count).CopyTo(destination);
        return destination[..count];
    }

    private DecodeOutcome ReadBehindHeader(ref ReadOnlySequence<byte> buffer, scoped ReadOnlySpan<byte> start, out Frame frame)
    {
        frame = default;
        if (start.IsEmpty) return DecodeOutcome.NeedMoreData;
        byte header = start[0];
        MalformedReason reason = FixedHeader.Check(header);
        if (reason != MalformedReason.None) return Fail(reason);

        int bodyBytes = 0;
        int headerBytes = 1;
        for (int shift = 0; ; shift += 7)
        {
            if (shift > 21) return Fail(MalformedReason.RemainingLengthTooLong);
            if (headerBytes == start.Length) return DecodeOutcome.NeedMoreData;
            byte digit = start[headerBytes++];
            bodyBytes |= (digit & 0x7F) << shift;
            if (digit >= 0x80) continue;
            if (digit == 0 && shift > 0 && RequireShortestLength) return Fail(MalformedReason.VariableIntegerNotMinimal);
            break;
        }

        int frameBytes = headerBytes + bodyBytes;
        if (frameBytes > packetBytesMax) return Fail(MalformedReason.PacketTooLarge);
        ReadOnlySpan<byte> first = buffer.FirstSpan;
        if (frameBytes <= first.Length)
        {
            frame = new Frame(header, buffer.Slice(headerBytes, bodyBytes), first.Slice(headerBytes, bodyBytes));
        }
        else
        {
            if (buffer.Length < frameBytes) return DecodeOutcome.NeedMoreData;
            frame = Join(header, buffer.Slice(headerBytes, bodyBytes), bodyBytes);
        }

        buffer = buffer.Slice(frameBytes);
        return DecodeOutcome.Packet;
    }

    private Frame Join(byte header, ReadOnlySequence<byte> body, int bodyBytes)
    {
        if (_joined.Length < bodyBytes)
        {
            ReleaseBuffer();
            _joined = ArrayPool<byte>.Shared.Rent(bodyBytes);
        }

        body.CopyTo(_joined);
        return new Frame(header, new ReadOnlySequence<byte>(_joined, 0, bodyBytes), _joined.AsSpan(0, bodyBytes));
    }
}
