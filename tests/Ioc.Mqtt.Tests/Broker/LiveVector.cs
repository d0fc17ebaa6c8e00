using System.Buffers;
using Ioc.Mqtt.Codec;
using Ioc.Mqtt.Packets;
using Ioc.Mqtt.Tests.Codec;

namespace Ioc.Mqtt.Tests.Broker;

/// <summary>What a broker must answer to a vector that ends the connection, and with which packet in front.</summary>
internal sealed class LiveVector(Vector vector, int number)
{
    public string Name => $"{vector.Version} {vector.Name}";

    public byte[] Bytes { get; } = PacketNotation.Parse(vector.Bytes);

    /// <summary>A CONNECT is the first packet of its connection; everything else comes after one.</summary>
    public bool IsFirst => Bytes[0] >> 4 == (int)PacketType.Connect;

    public byte[] Opening => IsFirst
        ? []
        : PacketEncoder.Encode(new ConnectPacket { Version = vector.Protocol, ClientId = $"v{number}", CleanStart = true }, vector.Protocol);

    /// <summary>False for valid packets that only a client may not send.</summary>
    public bool IsMalformed => !vector.IsValid;

    /// <summary>The version of the answer: whoever asks for a level above 5 hears 5.0, below 4 hears 3.1.1.</summary>
    public ProtocolVersion Answers => !IsUnknownLevel ? vector.Protocol : IsLevelAbove5 ? ProtocolVersion.V500 : ProtocolVersion.V311;

    /// <summary>In words, as what was heard is put.</summary>
    public string Expected
    {
        get
        {
            if (!IsFirst) return vector.Version == 500 ? $"ConnAck Success, Disconnect {Code}, the end" : "ConnAck Success, the end";
            bool isTold = IsUnknownLevel || (vector.Version == 500 && Reason != MalformedReason.ProtocolNameInvalid && !IsRefusedByHeader);
            return isTold ? $"ConnAck {Code}, the end" : "the end";
        }
    }

    private MalformedReason Reason => Enum.Parse<MalformedReason>(vector.Expect[1..]);

    private bool IsUnknownLevel => vector.Expect == "!ProtocolLevelUnsupported";

    private bool IsLevelAbove5 => vector.Bytes.Contains("'MQTT' 06", StringComparison.Ordinal);

    private bool IsRefusedByHeader
    {
        get
        {
            var buffer = new ReadOnlySequence<byte>(Bytes);
            var frames = new FrameReader(new MqttLimits().PacketBytesMax) { RequireShortestLength = vector.Version == 500 };
            return frames.Read(ref buffer, out _) == DecodeOutcome.Malformed;
        }
    }

    /// <summary>The reason a 5.0 client is told.</summary>
    public ReasonCode Code
    {
        get
        {
            if (vector.Broker.Length > 0) return Enum.Parse<ReasonCode>(vector.Broker);
            // Packets that only a broker sends are not looked into, and neither is AUTH.
            bool isForClients = (PacketType)(Bytes[0] >> 4) is PacketType.ConnAck or PacketType.SubAck or PacketType.UnsubAck
                or PacketType.PingResp or PacketType.Auth;
            return isForClients && !IsRefusedByHeader ? ReasonCode.ProtocolError : Reason.Code();
        }
    }

    /// <summary>All vectors after which a broker ends the connection.</summary>
    public static List<LiveVector> Load() =>
        [.. VectorFiles.Load().Where(vector => !vector.IsValid || vector.Broker.Length > 0).Select((vector, number) => new LiveVector(vector, number))];

    public static string Describe(IEnumerable<Packet> heard) => string.Join(", ", heard.Select(Word).Append("the end"));

    private static string Word(Packet packet) => packet switch
    {
        ConnAckPacket answer => $"ConnAck {answer.Reason}",
        DisconnectPacket end => $"Disconnect {end.Reason}",
        _ => packet.Type.ToString(),
    };
}
