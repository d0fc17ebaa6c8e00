using System.Buffers;
using Ioc.Devices.Rejections;
using Ioc.Silo.Rejections;

namespace Ioc.Dashboard.Tests.Fakes;

internal sealed class FakeRejections : IRejections
{
    public void Add(RejectionReason reason, string clientId, ReadOnlySpan<byte> topic, in ReadOnlySequence<byte> payload, string? detail = null)
    {
    }

    public IReadOnlyDictionary<RejectionReason, long> Counts() =>
        new Dictionary<RejectionReason, long> { [RejectionReason.NotJson] = 3, [RejectionReason.ForeignTopic] = 1, [RejectionReason.Late] = 0 };

    public IReadOnlyList<Rejection> Latest() =>
    [
        new(DateTimeOffset.UnixEpoch, RejectionReason.NotJson, "ls-1", "ioc/v1/loudspeaker/ls-1/telemetry", null, 3, "{\"<script>"),
        new(DateTimeOffset.UnixEpoch, RejectionReason.ForeignTopic, "ls-1", "ioc/v1/loudspeaker/ls-2/telemetry", "ls-2", 3, "{}"),
    ];
}
