using System.Buffers;
using Ioc.Devices.Rejections;

namespace Ioc.Silo.Rejections;

/// <summary>
/// Counts refused messages by reason and keeps the last ones. Cheap under a flood: counters first, samples at a bounded rate.
/// </summary>
public interface IRejections
{
    void Add(RejectionReason reason, string clientId, ReadOnlySpan<byte> topic, in ReadOnlySequence<byte> payload, string? detail = null);

    /// <summary>Counts since the process started, by reason.</summary>
    IReadOnlyDictionary<RejectionReason, long> Counts();

    /// <summary>The last kept ones, newest first.</summary>
    IReadOnlyList<Rejection> Latest();
}
