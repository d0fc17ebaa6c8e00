namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeFigures : ISystemFigures
{
    public SystemFigures Figures { get; set; } = new(100, 1, 1, 1, 0) { JournalQuotaBytes = 1_000, JournalRoom = "ample" };

    public SystemFigures Read() => Figures;
}
