using System.Diagnostics.Metrics;
using Ioc.Mqtt.Codec;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// The broker's counters, meter <c>Ioc.Mqtt</c>. They are plain numbers that collectors read, because an instrument call with a
/// label for each message would cost more than cutting the message out of the stream.
/// </summary>
public sealed class BrokerMetrics : IDisposable
{
    public const string MeterName = "Ioc.Mqtt";

    private static readonly KeyValuePair<string, object?>[] QosTags = [new("qos", 0), new("qos", 1), new("qos", 2)];
    private readonly Meter _meter = new(MeterName);
    private readonly long[] _publishesIn = new long[3];
    private readonly long[] _publishesOut = new long[3];
    private readonly long[] _malformed = new long[Enum.GetValues<MalformedReason>().Length];
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];
    private readonly long[] _closes = new long[Enum.GetValues<CloseReason>().Length];
    private long _bytesIn;
    private long _bytesOut;
    private long _acceptsFailed;

    internal BrokerMetrics(Func<int> connections, Func<int> sessions, RetainedMessages retained)
    {
        _meter.CreateObservableGauge("mqtt.connections", connections, "{connection}", "Open connections, those without CONNECT included.");
        _meter.CreateObservableGauge("mqtt.sessions", sessions, "{session}", "Sessions, connected or not.");
        _meter.CreateObservableGauge("mqtt.retained.messages", () => retained.Count, "{message}", "Topics with a retained message.");
        _meter.CreateObservableGauge("mqtt.retained.bytes", () => retained.Bytes, "By", "Bytes of the retained messages.");
        _meter.CreateObservableCounter("mqtt.bytes.in", () => Volatile.Read(ref _bytesIn), "By", "Bytes of packets received.");
        _meter.CreateObservableCounter("mqtt.bytes.out", () => Volatile.Read(ref _bytesOut), "By", "Bytes of packets sent, counted when connections end and at each tick.");
        _meter.CreateObservableCounter("mqtt.publishes.in", () => ByQos(_publishesIn), "{message}", "PUBLISH packets received.");
        _meter.CreateObservableCounter("mqtt.publishes.out", () => ByQos(_publishesOut), "{message}", "PUBLISH packets sent.");
        _meter.CreateObservableCounter("mqtt.malformed", () => ByName<MalformedReason>(_malformed), "{connection}", "Connections ended by bytes against the specification.");
        _meter.CreateObservableCounter("mqtt.dropped", () => ByName<DropReason>(_dropped), "{message}", "Messages a subscriber did not get.");
        _meter.CreateObservableCounter("mqtt.closes", () => ByName<CloseReason>(_closes), "{connection}", "Connections ended.");
        _meter.CreateObservableCounter("mqtt.accepts.failed", () => Volatile.Read(ref _acceptsFailed), "{connection}", "Connections that could not be accepted.");
    }

    /// <summary>PUBLISH packets received, all QoS.</summary>
    public long PublishesIn => _publishesIn.Sum();

    /// <summary>PUBLISH packets sent, all QoS.</summary>
    public long PublishesOut => _publishesOut.Sum();

    public long Closes(CloseReason reason) => Volatile.Read(ref _closes[(int)reason]);

    public void Dispose() => _meter.Dispose();

    internal long Malformed(MalformedReason reason) => Volatile.Read(ref _malformed[(int)reason]);

    internal long DroppedCount(DropReason reason) => Volatile.Read(ref _dropped[(int)reason]);

    internal void CountIn(QualityOfService qos, int count)
    {
        if (count > 0) Interlocked.Add(ref _publishesIn[(int)qos], count);
    }

    internal void CountBytesIn(long bytes) => Interlocked.Add(ref _bytesIn, bytes);

    internal void CountBytesOut(long bytes) => Interlocked.Add(ref _bytesOut, bytes);

    internal void CountOut(QualityOfService qos) => Interlocked.Increment(ref _publishesOut[(int)qos]);

    internal void CountAcceptFailed() => Interlocked.Increment(ref _acceptsFailed);

    internal void CountMalformed(MalformedReason reason) => Interlocked.Increment(ref _malformed[(int)reason]);

    internal void CountClose(CloseReason reason) => Interlocked.Increment(ref _closes[(int)reason]);

    internal void Dropped(DropReason reason, int count)
    {
        if (count > 0) Interlocked.Add(ref _dropped[(int)reason], count);
    }

    /// <summary>Counts a drop unless <paramref name="kept"/>; returns it, so that the test reads as one line.</summary>
    internal bool Counted(bool kept, DropReason otherwise)
    {
        if (!kept) Dropped(otherwise, 1);
        return kept;
    }

    private static IEnumerable<Measurement<long>> ByQos(long[] counts)
    {
        for (int qos = 0; qos < counts.Length; qos++) yield return new Measurement<long>(Volatile.Read(ref counts[qos]), QosTags[qos]);
    }

    private static IEnumerable<Measurement<long>> ByName<TReason>(long[] counts)
        where TReason : struct, Enum
    {
        foreach (TReason reason in Enum.GetValues<TReason>())
        {
            long count = Volatile.Read(ref counts[Convert.ToInt32(reason, System.Globalization.CultureInfo.InvariantCulture)]);
            if (count > 0) yield return new Measurement<long>(count, new KeyValuePair<string, object?>("reason", reason.ToString()));
        }
    }
}
