using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt.Tests.Codec;

public sealed class FuzzTests
{
    /// <summary>Some ten seconds; bounded by count, so that every machine does the same. IOC_FUZZ_ROUNDS makes it longer, IOC_FUZZ_SEED starts it elsewhere.</summary>
    private const int RoundsDefault = 1_000_000;

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public void Bytes_bent_at_random_never_break_the_codec(ProtocolVersion version)
    {
        int seed = Setting("IOC_FUZZ_SEED", 20_261_122);
        var random = new Random(seed);
        int rounds = Setting("IOC_FUZZ_ROUNDS", RoundsDefault);
        byte[][] corpus = [.. VectorFiles.Load().Select(v => PacketNotation.Parse(v.Bytes)).Where(b => b.Length < 1_000)];
        for (int round = 0; round < rounds; round++)
        {
            byte[] bytes = Bend(random, corpus, version);
            try
            {
                CodecFuzzTarget.Run(bytes, random.Next(bytes.Length + 1), version);
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"Seed {seed}, round {round}: {Convert.ToHexString(bytes)}", broken);
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

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out int value) ? value : otherwise;
}
