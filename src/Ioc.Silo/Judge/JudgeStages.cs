using Ioc.Devices.Alerts;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Registry;

namespace Ioc.Silo.Judge;

/// <summary>Step 8 as one visible list, and the state its stages share. The judge's thread only.</summary>
internal sealed class JudgeStages
{
    public JudgeStages(IRegistry registry)
    {
        Coverage = new CoverageStage(Alerts, registry);
        List =
        [
            new AlertStage(Alerts, registry),
            new EdgeStage(Alerts, registry),
            Coverage,
            new BroadcastStage(Ledger, registry),
        ];
    }

    public AlertTable Alerts { get; } = new();

    public BroadcastLedger Ledger { get; } = new();

    public CoverageStage Coverage { get; }

    public IReadOnlyList<IJudgeStage> List { get; }
}
