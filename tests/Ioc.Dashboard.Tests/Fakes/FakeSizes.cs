using Ioc.Silo.Sizes;

namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeSizes : ITelemetrySizes
{
    public TelemetrySizes Read() => new(2_000, 5_000, 0.9, 9_000, 12, [new LevelSize("raw", 1_500, 3, 14), new LevelSize("1min", 500, 3, 60)]);
}
