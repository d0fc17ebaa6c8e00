namespace Ioc.Mqtt.Persistence;

/// <summary>A message of the image, as one array: topic, properties, payload.</summary>
internal sealed record StoredMessage(long Id, byte Flags, long ExpiresAtUnixMilliseconds, int TopicBytes, int PropertiesBytes, byte[] Bytes)
{
    /// <summary>Deliveries and the retained store that name it; at 0 it is forgotten.</summary>
    public int References { get; set; }

    public ReadOnlySpan<byte> Topic => Bytes.AsSpan(0, TopicBytes);

    public ReadOnlySpan<byte> Properties => Bytes.AsSpan(TopicBytes, PropertiesBytes);

    public ReadOnlyMemory<byte> Payload => Bytes.AsMemory(TopicBytes + PropertiesBytes);
}
