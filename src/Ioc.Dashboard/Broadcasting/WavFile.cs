using System.Buffers.Binary;

namespace Ioc.Dashboard.Broadcasting;

/// <summary>PCM in a RIFF file: the little of it that is needed to know how long the audio is, and to write our own.</summary>
internal static class WavFile
{
    private const int PcmFormat = 1;

    /// <summary>Length of the audio; null when the bytes are not a whole PCM WAV file.</summary>
    public static double? Seconds(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8)) return null;
        uint bytesPerSecond = 0;
        ReadOnlySpan<byte> rest = file[12..];
        while (rest.Length >= 8)
        {
            ReadOnlySpan<byte> name = rest[..4];
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            rest = rest[8..];
            if (length > rest.Length) return null;
            if (name.SequenceEqual("fmt "u8))
            {
                if (length < 16 || BinaryPrimitives.ReadUInt16LittleEndian(rest) != PcmFormat) return null;
                bytesPerSecond = BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]);
            }
            else if (name.SequenceEqual("data"u8))
            {
                return bytesPerSecond == 0 || length == 0 ? null : (double)length / bytesPerSecond;
            }

            // Chunks are padded to even lengths.
            rest = rest[(int)Math.Min(length + (length & 1), rest.Length)..];
        }

        return null;
    }

    /// <summary>Mono, 16 bit.</summary>
    public static byte[] Write(ReadOnlySpan<short> samples, int samplesPerSecond)
    {
        byte[] file = new byte[44 + (samples.Length * 2)];
        Span<byte> header = file;
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], PcmFormat);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], samplesPerSecond);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], samplesPerSecond * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], samples.Length * 2);
        for (int i = 0; i < samples.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(header[(44 + (i * 2))..], samples[i]);
        return file;
    }
}
