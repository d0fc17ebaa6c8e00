namespace Ioc.Silo.Rejections;

/// <summary>Bounds of what is kept of refused messages: all are counted, few are kept.</summary>
internal static class RejectionsLimits
{
    /// <summary>What a person scrolls through; about 400 KB at worst.</summary>
    public const int Kept = 500;

    /// <summary>Kept per second: enough to see every kind of fault, cheap when 20,000 devices fail at once.</summary>
    public const int KeptPerSecond = 50;

    public const int ClientIdLengthMax = 128;
    public const int TopicLengthMax = 256;
    public const int DetailLengthMax = 256;

    /// <summary>Bytes of the payload that a sample shows.</summary>
    public const int SampleBytes = 256;
}
