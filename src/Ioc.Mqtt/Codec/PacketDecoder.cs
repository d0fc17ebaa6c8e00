using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Codec;

/// <summary>Step 2: frame to packet. The switch and nothing else.</summary>
internal static class PacketDecoder
{
    /// <returns>Null when the frame is malformed for <paramref name="reason"/>.</returns>
    public static Packet? Decode(in Frame frame, ProtocolVersion version, out MalformedReason reason)
    {
        var fields = new FieldReader(frame.Body);
        Packet? packet = frame.Type switch
        {
            PacketType.Connect => ConnectDecoder.Decode(frame.Body, ref fields, out _),
            PacketType.ConnAck => AnswerDecoder.DecodeConnAck(version, ref fields),
            PacketType.Publish => PublishDecoder.DecodePacket(frame, version, ref fields),
            PacketType.PubAck or PacketType.PubRec or PacketType.PubRel or PacketType.PubComp
                => AckDecoder.DecodePacket(frame, version, ref fields),
            PacketType.Subscribe => SubscribeDecoder.DecodeSubscribe(version, ref fields),
            PacketType.SubAck => AnswerDecoder.DecodeSubAck(version, ref fields),
            PacketType.Unsubscribe => SubscribeDecoder.DecodeUnsubscribe(version, ref fields),
            PacketType.UnsubAck => AnswerDecoder.DecodeUnsubAck(version, ref fields),
            PacketType.PingReq or PacketType.PingResp => fields.Finish() ? new PingPacket(frame.Type) : null,
            PacketType.Disconnect => AnswerDecoder.DecodeDisconnect(version, ref fields),
            PacketType.Auth => AnswerDecoder.DecodeAuth(version, ref fields),
            _ => null,
        };
        reason = packet is null ? fields.Fault : MalformedReason.None;
        return packet;
    }
}
