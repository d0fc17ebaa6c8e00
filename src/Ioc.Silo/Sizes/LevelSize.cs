namespace Ioc.Silo.Sizes;

/// <param name="Name"><c>raw</c>, <c>1min</c>, <c>15min</c>, <c>1h</c>, <c>1d</c>.</param>
/// <param name="Bytes">On disk.</param>
/// <param name="HeldDays">From the oldest that is kept until now.</param>
/// <param name="KeptDays">How long it is kept.</param>
public sealed record LevelSize(string Name, long Bytes, double HeldDays, int KeptDays)
{
    /// <summary>Too little time says nothing about a day.</summary>
    private const double HeldDaysMin = 2.0 / 24;

    /// <summary>What a day takes; null while that can't be told.</summary>
    public double? BytesPerDay => HeldDays < HeldDaysMin ? null : Bytes / HeldDays;
}
