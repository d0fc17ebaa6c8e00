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
    private static readonly KeyValuePair<string, object?>[][] MalformedTags = [.. Enum.GetValues<MalformedReason>().Select(r => Tags(r.ToString(), r.Clause()))];
    private static readonly KeyValuePair<string, object?>[][] FaultTags = [.. Enum.GetValues<ProtocolFault>().Select(f => Tags(f.ToString(), f.Clause()))];
    private readonly Meter _meter = new(MeterName);
    private readonly long[] _publishesIn = new long[3];
    private readonly long[] _publishesOut = new long[3];
    private readonly long[] _malformed = new long[MalformedTags.Length];
    private readonly long[] _faults = new long[FaultTags.Length];
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];
    private readonly long[] _closes = new long[Enum.GetValues<CloseReason>().Length];
    private long _bytesIn;
    private long _bytesOut;
    private long _packetsIn;
    private long _packetsOut;
    private long _payloadBytesIn;
    private long _payloadBytesOut;
    private long _socketsOpened;
    private long _connectsAccepted;
    private long _sessionsExpired;
    private long _acceptsFailed;
    private long _handshakesFailed;
    private long _proxyRefused;
    private long _certificateReloadsFailed;
    private long _paused;

    internal BrokerMetrics()
    {
        Counter("mqtt.bytes.in", () => BytesIn, "By", "Bytes of packets received.");
        Counter("mqtt.bytes.out", () => BytesOut, "By", "Bytes of packets sent, counted when connections end and at each tick.");
        Counter("mqtt.packets.in", () => PacketsIn, "{packet}", "Packets received, of all types.");
        Counter("mqtt.packets.out", () => PacketsOut, "{packet}", "Packets sent, of all types, counted when connections end and at each tick.");
        Counter("mqtt.publish.bytes.in", () => PayloadBytesIn, "By", "Payload bytes of PUBLISH packets received.");
        Counter("mqtt.publish.bytes.out", () => PayloadBytesOut, "By", "Payload bytes of PUBLISH packets sent.");
        Counter("mqtt.accepts.failed", () => Volatile.Read(ref _acceptsFailed), "{connection}", "Connections that could not be accepted.");
        Counter("mqtt.connects", () => ConnectsAccepted, "{connection}", "CONNECT packets answered with success.");
        Counter("mqtt.sessions.expired", () => SessionsExpired, "{session}", "Sessions whose client did not return in time.");
        _meter.CreateObservableCounter("mqtt.publishes.in", () => ByQos(_publishesIn), "{message}", "PUBLISH packets received.");
        _meter.CreateObservableCounter("mqtt.publishes.out", () => ByQos(_publishesOut), "{message}", "PUBLISH packets sent, counted when connections end and at each tick.");
        _meter.CreateObservableCounter("mqtt.packets.rejected", Rejected, "{packet}", "Packets that broke a rule and ended their connection, by the rule.");
        _meter.CreateObservableCounter("mqtt.dropped", () => ByName<DropReason>(_dropped), "{message}", "Messages a subscriber did not get.");
        _meter.CreateObservableCounter("mqtt.closes", () => ByName<CloseReason>(_closes), "{connection}", "Connections ended.");
        Counter("mqtt.handshakes.failed", () => Volatile.Read(ref _handshakesFailed), "{connection}", "Connections that ended before MQTT: TLS handshakes and PROXY headers broken off.");
        Counter("mqtt.proxy.refused", () => Volatile.Read(ref _proxyRefused), "{connection}", "Connections of trusted balancers without a right PROXY header.");
        Counter("mqtt.certificate.reloads.failed", () => Volatile.Read(ref _certificateReloadsFailed), "{reload}", "Changed certificate files that could not be used; the old certificate stays.");
        Counter("mqtt.paused", () => Volatile.Read(ref _paused), "{pause}", "Times a client was not read because it sent more than it may in a second.");
    }

    internal Meter Meter => _meter;

    /// <summary>PUBLISH packets received, all QoS.</summary>
    public long PublishesIn => _publishesIn.Sum();

    /// <summary>PUBLISH packets sent, all QoS; counted when connections end and at each tick.</summary>
    public long PublishesOut => _publishesOut.Sum();

    internal long BytesIn => Volatile.Read(ref _bytesIn);

    internal long BytesOut => Volatile.Read(ref _bytesOut);

    internal long PacketsIn => Volatile.Read(ref _packetsIn);

    internal long PacketsOut => Volatile.Read(ref _packetsOut);

    internal long PayloadBytesIn => Volatile.Read(ref _payloadBytesIn);

    internal long PayloadBytesOut => Volatile.Read(ref _payloadBytesOut);

    internal long SocketsOpened => Volatile.Read(ref _socketsOpened);

    internal long ConnectsAccepted => Volatile.Read(ref _connectsAccepted);

    internal long SessionsExpired => Volatile.Read(ref _sessionsExpired);

    internal long MessagesDropped => _dropped.Sum();

    public long Closes(CloseReason reason) => Volatile.Read(ref _closes[(int)reason]);

    public void Dispose() => _meter.Dispose();

    internal long Malformed(MalformedReason reason) => Volatile.Read(ref _malformed[(int)reason]);

    internal long Faults(ProtocolFault fault) => Volatile.Read(ref _faults[(int)fault]);

    internal long DroppedCount(DropReason reason) => Volatile.Read(ref _dropped[(int)reason]);

    /// <summary>Adds what is not counted but looked at.</summary>
    internal void Watch(BrokerParts parts) => BrokerGauges.Add(_meter, parts);

    internal void CountPublishesIn(QualityOfService qos, int count)
    {
        if (count > 0) Interlocked.Add(ref _publishesIn[(int)qos], count);
    }

    internal void CountPayloadIn(long bytes) => Interlocked.Add(ref _payloadBytesIn, bytes);

    internal void CountInput(long bytes, int packets)
    {
        Interlocked.Add(ref _bytesIn, bytes);
        Interlocked.Add(ref _packetsIn, packets);
    }

    internal void CountOutput(long bytes, long packets, in OutputFigures figures)
    {
        Interlocked.Add(ref _bytesOut, bytes);
        Interlocked.Add(ref _packetsOut, packets);
        Interlocked.Add(ref _payloadBytesOut, figures.PayloadBytes);
        Interlocked.Add(ref _publishesOut[0], figures.AtMostOnce);
        Interlocked.Add(ref _publishesOut[1], figures.AtLeastOnce);
        Interlocked.Add(ref _publishesOut[2], figures.ExactlyOnce);
    }

    internal void CountSocket() => Interlocked.Increment(ref _socketsOpened);

    internal void CountHandshakeFailed() => Interlocked.Increment(ref _handshakesFailed);

    internal void CountProxyRefused() => Interlocked.Increment(ref _proxyRefused);

    internal void CountCertificateReloadFailed() => Interlocked.Increment(ref _certificateReloadsFailed);

    internal void CountPaused() => Interlocked.Increment(ref _paused);

    internal long ProxyRefused => Volatile.Read(ref _proxyRefused);

    internal long HandshakesFailed => Volatile.Read(ref _handshakesFailed);

    internal long CertificateReloadsFailed => Volatile.Read(ref _certificateReloadsFailed);

    internal void CountAcceptFailed() => Interlocked.Increment(ref _acceptsFailed);

    internal void CountConnect() => Interlocked.Increment(ref _connectsAccepted);

    internal void CountExpiredSession() => Interlocked.Increment(ref _sessionsExpired);

    internal void CountMalformed(MalformedReason reason) => Interlocked.Increment(ref _malformed[(int)reason]);

    internal void CountFault(ProtocolFault fault) => Interlocked.Increment(ref _faults[(int)fault]);

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

    private static KeyValuePair<string, object?>[] Tags(string reason, string clause) => [new("clause", clause), new("reason", reason)];

    private void Counter(string name, Func<long> read, string unit, string description) =>
        _meter.CreateObservableCounter(name, read, unit, description);

    private IEnumerable<Measurement<long>> Rejected()
    {
        for (int i = 0; i < _malformed.Length; i++)
        {
            if (Volatile.Read(ref _malformed[i]) is > 0 and var count) yield return new Measurement<long>(count, MalformedTags[i]);
        }

        for (int i = 0; i < _faults.Length; i++)
        {
            if (Volatile.Read(ref _faults[i]) is > 0 and var count) yield return new Measurement<long>(count, FaultTags[i]);
        }
    }
}
