using System.Text;
using Ioc.Devices.Alerts;
using Ioc.Devices.Rejections;
using Ioc.Devices.Telemetry;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests;

/// <summary>Speaks of one twin in seconds since <see cref="Samples.Start"/>, so that tests read as stories.</summary>
internal sealed class TwinDriver(Device device, RuleSet? rules = null)
{
    private readonly TelemetryFrame _frame = new();
    private readonly Findings _findings = new();

    public Twin Twin { get; private set; } = Twin.Create(device, Samples.Start, rules ?? RuleSet.Default);

    public Findings Findings => _findings;

    public TelemetryFrame Frame => _frame;

    public RejectionReason Sends(string json, double atSeconds)
    {
        var reason = TelemetryDecoder.Decode(device.Kind, Encoding.UTF8.GetBytes(json), _frame, out _);
        return reason != RejectionReason.None ? reason : Twin.Apply(_frame, Ms(atSeconds), _findings);
    }

    /// <summary>Sends and answers what was found.</summary>
    public string Finds(string json, double atSeconds)
    {
        Assert.Equal(RejectionReason.None, Sends(json, atSeconds));
        return _findings.Take();
    }

    public string Tick(double atSeconds)
    {
        Twin.Tick(Ms(atSeconds), _findings);
        return _findings.Take();
    }

    public string Status(bool online, double atSeconds)
    {
        Twin.ApplyStatus(online, Ms(atSeconds), _findings);
        return _findings.Take();
    }

    /// <summary>Puts the twin through its binary form, as a restart does.</summary>
    public void Restart() => Restart(device);

    /// <summary>With a registry that somebody edited meanwhile.</summary>
    public void Restart(Device edited)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        Twin.WriteTo(buffer);
        Assert.True(Twin.Read(edited, buffer.WrittenSpan, rules ?? RuleSet.Default, out var twin));
        Twin = twin!;
    }

    public static long Ms(double atSeconds) => Samples.Start + (long)(atSeconds * 1000);
}
