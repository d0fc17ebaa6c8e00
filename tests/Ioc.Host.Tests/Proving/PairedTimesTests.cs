using Ioc.Host.Proving.Access;

namespace Ioc.Host.Tests.Proving;

/// <summary>What the timing checks see, and what they take for chance.</summary>
public sealed class PairedTimesTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(0.5, false)]
    [InlineData(3, true)]
    [InlineData(-3, true)]
    public void A_difference_beyond_the_allowed_one_is_seen_through_noise_drift_and_outliers(double difference, bool isSeen)
    {
        var random = new Random(1);
        var times = new PairedTimes();
        for (var pair = 0; pair < 200; pair++)
        {
            // A machine that gets slower, noise of a millisecond either way, and one in twenty that a scheduler threw far away.
            var (drift, far) = (pair * 0.5, pair % 20 == 0 ? 400 : 0);
            times.Add(100 + drift + difference + random.NextDouble() + far, 100 + drift + random.NextDouble());
        }

        Assert.Equal(isSeen, times.IsBeyond(1));
        Assert.InRange(times.Difference, difference - 0.3, difference + 0.3);
        Assert.InRange(times.Chance, 0.02, 0.5);
    }

    [Fact]
    public void Too_few_samples_see_nothing_and_say_so()
    {
        var times = new PairedTimes();
        times.Add(100, 90);
        times.Add(90, 108);
        Assert.False(times.IsBeyond(1));
        Assert.True(times.Chance > 10, $"{times.Chance}");
    }
}
