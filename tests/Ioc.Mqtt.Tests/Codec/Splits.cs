using System.Buffers;

namespace Ioc.Mqtt.Tests.Codec;

/// <summary>The same bytes in every arrangement a transport may deliver them.</summary>
internal static class Splits
{
    public static ReadOnlySequence<byte> Whole(byte[] bytes) => new(bytes);

    public static ReadOnlySequence<byte> CutAt(byte[] bytes, int index) => Of(bytes[..index], bytes[index..]);

    public static ReadOnlySequence<byte> ByteByByte(byte[] bytes) => Of([.. bytes.Select(b => new[] { b })]);

    /// <summary>Whole, then cut at each index, then byte by byte.</summary>
    public static IEnumerable<ReadOnlySequence<byte>> All(byte[] bytes)
    {
        yield return Whole(bytes);
        for (int i = 0; i <= bytes.Length; i++) yield return CutAt(bytes, i);
        yield return ByteByByte(bytes);
    }

    private static ReadOnlySequence<byte> Of(params byte[][] parts)
    {
        var first = new Segment(parts[0], 0);
        Segment last = first;
        foreach (byte[] part in parts.Skip(1)) last = last.Append(part);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, long start)
        {
            Memory = bytes;
            RunningIndex = start;
        }

        public Segment Append(byte[] bytes)
        {
            var next = new Segment(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
