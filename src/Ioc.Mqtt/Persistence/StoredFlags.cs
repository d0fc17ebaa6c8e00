using Ioc.Mqtt.Packets;

namespace Ioc.Mqtt.Persistence;

/// <summary>The flag bytes of records: QoS in the lowest two bits; then retain of a message or delivery, or the options of a subscription as SUBSCRIBE has them (5.0 §3.8.3.1).</summary>
internal static class StoredFlags
{
    private const byte RetainBit = 1 << 2;
    private const byte SharedBit = 1 << 3;
    private const byte NoLocalBit = 1 << 2;
    private const byte RetainAsPublishedBit = 1 << 3;

    public static byte Of(QualityOfService qos, bool retain) => (byte)((byte)qos | (retain ? RetainBit : 0));

    public static byte Of(QualityOfService qos, bool retain, bool shared) => (byte)(Of(qos, retain) | (shared ? SharedBit : 0));

    public static byte Of(QualityOfService qos, bool noLocal, bool retainAsPublished, RetainHandling handling) =>
        (byte)((byte)qos | (noLocal ? NoLocalBit : 0) | (retainAsPublished ? RetainAsPublishedBit : 0) | ((byte)handling << 4));

    public static QualityOfService Qos(byte flags) => (QualityOfService)(flags & 3);

    public static bool Retain(byte flags) => (flags & RetainBit) != 0;

    public static bool Shared(byte flags) => (flags & SharedBit) != 0;

    public static bool NoLocal(byte options) => (options & NoLocalBit) != 0;

    public static bool RetainAsPublished(byte options) => (options & RetainAsPublishedBit) != 0;

    public static RetainHandling Handling(byte options) => (RetainHandling)((options >> 4) & 3);
}
