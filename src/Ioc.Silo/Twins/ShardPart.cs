using System.Buffers;
using Ioc.Silo.History;
using Ioc.Silo.Series;

namespace Ioc.Silo.Twins;

/// <summary>What one shard hands to a checkpoint: the twins that changed, as bytes, and the points it gathered.</summary>
internal sealed record ShardPart
{
    /// <summary>Handle, offset and length of each twin in <see cref="Bytes"/>.</summary>
    public required IReadOnlyList<(int Handle, int Offset, int Length)> Twins { get; init; }

    public required ArrayBufferWriter<byte> Bytes { get; init; }

    public required IReadOnlyList<int> Removed { get; init; }

    public required HealthPart Health { get; init; }

    public required IReadOnlyList<PointBuffer> Points { get; init; }
}
