using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using Ioc.Devices.Rejections;
using Ioc.Silo.Rejections;

namespace Ioc.Gateway.Tests.Seams;

public sealed class MemoryRejections : IRejections
{
    private readonly ConcurrentQueue<Rejection> _all = new();

    public void Add(RejectionReason reason, string clientId, ReadOnlySpan<byte> topic, in ReadOnlySequence<byte> payload, string? detail = null) =>
        _all.Enqueue(new Rejection(default, reason, clientId, Encoding.UTF8.GetString(topic), detail, (int)payload.Length, ""));

    public IReadOnlyDictionary<RejectionReason, long> Counts() =>
        _all.GroupBy(rejection => rejection.Reason).ToDictionary(group => group.Key, group => (long)group.Count());

    public IReadOnlyList<Rejection> Latest() => [.. _all.Reverse()];
}
