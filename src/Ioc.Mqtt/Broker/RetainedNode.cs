namespace Ioc.Mqtt.Broker;

/// <summary>One level of <see cref="RetainedMessages"/>.</summary>
internal sealed class RetainedNode(RetainedNode? parent, byte[] level)
{
    public RetainedNode? Parent { get; } = parent;

    public byte[] Level { get; } = level;

    public Dictionary<byte[], RetainedNode>? Children { get; set; }

    public Message? Message { get; set; }

    public RetainedNode? Child(ReadOnlySpan<byte> level) =>
        Children is not null && Children.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(level, out RetainedNode? child) ? child : null;
}
