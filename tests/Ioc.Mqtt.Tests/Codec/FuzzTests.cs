using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Tests.Fuzz;

namespace Ioc.Mqtt.Tests.Codec;

public sealed class FuzzTests
{
    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public void Bytes_bent_at_random_never_break_the_codec(ProtocolVersion version)
    {
        var random = new Random(FuzzTime.FirstSeed);
        byte[][] corpus = [.. VectorFiles.Load().Select(v => PacketNotation.Parse(v.Bytes)).Where(b => b.Length < 1_000)];
        foreach (int round in FuzzTime.Rounds(FuzzTime.Each / 2))
        {
            byte[] bytes = Bend(random, corpus, version);
            try
            {
                CodecFuzzTarget.Run(bytes, random.Next(bytes.Length + 1), version);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"Seed {FuzzTime.FirstSeed}, round {round}: {Convert.ToHexString(bytes)}", broken);
            }
        }
    }

    private static byte[] Bend(Random random, byte[][] corpus, ProtocolVersion version)
    {
        byte[] first = random.Next(3) == 0
            ? PacketEncoder.Encode(new PacketGenerator(random, version).Next(), version)
            : corpus[random.Next(corpus.Length)];
        byte[] bytes = [.. first, .. corpus[random.Next(corpus.Length)]];
        for (int changes = random.Next(4); changes > 0; changes--)
        {
            int at = random.Next(bytes.Length);
            bytes = random.Next(4) switch
            {
                0 => [.. bytes[..at], .. bytes[(at + 1)..]],
                1 => [.. bytes[..at], (byte)random.Next(256), .. bytes[at..]],
                _ => [.. bytes[..at], (byte)random.Next(256), .. bytes[(at + 1)..]],
            };
            if (bytes.Length == 0) return [0];
        }

        return bytes;
    }
}
