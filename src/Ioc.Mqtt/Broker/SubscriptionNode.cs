namespace Ioc.Mqtt.Broker;

/// <summary>One level of the <see cref="SubscriptionTree"/>.</summary>
internal sealed class SubscriptionNode(SubscriptionNode? parent, byte[] level)
{
    public SubscriptionNode? Parent { get; } = parent;

    public byte[] Level { get; } = level;

    /// <summary>Null until there is one: most nodes are leaves.</summary>
    public Dictionary<byte[], SubscriptionNode>? Children { get; set; }

    /// <summary>Subscriptions whose filter ends here.</summary>
    public List<Subscription>? Subscriptions { get; set; }

    public bool IsEmpty => Children is null or { Count: 0 } && Subscriptions is null or { Count: 0 };

    public SubscriptionNode? Child(ReadOnlySpan<byte> level) =>
        Children is not null && Children.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(level, out SubscriptionNode? child) ? child : null;
}
