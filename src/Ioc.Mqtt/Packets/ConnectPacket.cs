namespace Ioc.Mqtt.Packets;

internal sealed record ConnectPacket : Packet
{
    public override PacketType Type => PacketType.Connect;

    public required ProtocolVersion Version { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Clean Session in 3.1.1.</summary>
    public bool CleanStart { get; init; }

    public ushort KeepAliveSeconds { get; init; }

    public string? UserName { get; init; }

    public byte[]? Password { get; init; }

    public WillMessage? Will { get; init; }
}
