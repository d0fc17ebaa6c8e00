namespace Ioc.Silo.History;

/// <summary>What one shard hands to a checkpoint: changes in order, and devices whose oldest ones may go.</summary>
internal sealed record HealthPart(IReadOnlyList<HealthChange> Changes, IReadOnlyList<int> Pruned)
{
    public static HealthPart Empty { get; } = new([], []);
}
