using System.Security.Cryptography;

namespace Ioc.Dashboard.Broadcasting;

/// <summary>
/// What plays where nothing speaks: a falling three-tone chime, twice, which asks people to look at their commune's board. Made in code, so
/// that the project ships no recording; integer arithmetic from one sine period, so that every machine makes the same bytes and the hash
/// alone tells that a broadcast carried the notice.
/// </summary>
internal static class RecordedNotice
{
    private const int SamplesPerSecond = 16_000;

    /// <summary>Samples per tone: 0.6 s.</summary>
    private const int ToneSamples = 9_600;

    private const int AmplitudeMax = 12_000;

    /// <summary>Samples of each tone's period: 16,000 / 20 = 800 Hz, then 640 Hz, then 500 Hz.</summary>
    private static readonly int[] PeriodSamples = [20, 25, 32];

    private static readonly byte[] Audio = Make();
    private static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Audio));

    public static ReadOnlyMemory<byte> Wav => Audio;

    public static bool Is(string audioSha256) => audioSha256 == Hash;

    private static byte[] Make()
    {
        int[] periods = [.. PeriodSamples, 0, .. PeriodSamples];
        short[] samples = new short[periods.Length * ToneSamples];
        for (int tone = 0; tone < periods.Length; tone++)
        {
            if (periods[tone] > 0) Strike(samples.AsSpan(tone * ToneSamples, ToneSamples), periods[tone]);
        }

        return WavFile.Write(samples, SamplesPerSecond);
    }

    /// <summary>One tone that is struck and dies away.</summary>
    private static void Strike(Span<short> samples, int periodSamples)
    {
        for (int i = 0; i < samples.Length; i++)
        {
            long level = (long)AmplitudeMax * (samples.Length - i) / samples.Length;
            samples[i] = (short)(level * Sine(i % periodSamples, periodSamples) / 1_000);
        }
    }

    /// <summary>Bhaskara I's rational sine, in thousandths: exact in integers, within 0.2 % of the real one.</summary>
    private static long Sine(int step, int period)
    {
        long degrees = 360L * step / period;
        long sign = degrees < 180 ? 1 : -1;
        long half = degrees % 180;
        long product = half * (180 - half);
        return sign * 4_000 * product / (40_500 - product);
    }
}
