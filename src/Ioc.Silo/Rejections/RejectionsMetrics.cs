using System.Diagnostics.Metrics;
using Ioc.Devices.Rejections;

namespace Ioc.Silo.Rejections;

/// <summary>Counter <c>ioc.rejections</c> of the meter "Ioc.Silo", tagged with the reason's word.</summary>
internal sealed class RejectionsMetrics : IDisposable
{
    public const string MeterName = "Ioc.Silo";

    private static readonly KeyValuePair<string, object?>[] Tags =
        [.. Enum.GetValues<RejectionReason>().Order().Select(reason => new KeyValuePair<string, object?>("reason", reason.Word()))];

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _rejections;

    public RejectionsMetrics() => _rejections = _meter.CreateCounter<long>("ioc.rejections", "{message}", "Messages refused, by reason.");

    public void Count(RejectionReason reason) => _rejections.Add(1, Tags[(int)reason]);

    public void Dispose() => _meter.Dispose();
}
