using System.Globalization;
using System.Text;

namespace Ioc.Mqtt.Broker;

/// <summary>
/// The broker's figures as retained messages under <c>$SYS/broker/</c>, with the names and forms of Mosquitto's, so that what watches one
/// watches the other. Only what changed is said again.
/// </summary>
/// <remarks>
/// QoS 0: the next value is better than a late one, and a session that is away must not have its queue filled with them. Figures we could
/// only guess (the load of single packet types, the size of the message store) are left out. Called by the tick alone.
/// </remarks>
internal sealed class BrokerStatus
{
    private const string Root = "$SYS/broker/";

    private readonly BrokerParts _parts;
    private readonly LoadAverage[] _loads;
    private readonly Dictionary<string, string> _said = new(StringComparer.Ordinal);
    private readonly long _periodMilliseconds;
    private long _saidAtMilliseconds;
    private int _clientsMax;
    private long _heapBytesMax;

    public BrokerStatus(BrokerParts parts)
    {
        _parts = parts;
        _periodMilliseconds = parts.Options.StatusSeconds * 1000L;
        BrokerMetrics metrics = parts.Metrics;
        _loads =
        [
            new LoadAverage("messages/received", () => metrics.PacketsIn),
            new LoadAverage("messages/sent", () => metrics.PacketsOut),
            new LoadAverage("publish/received", () => metrics.PublishesIn),
            new LoadAverage("publish/sent", () => metrics.PublishesOut),
            new LoadAverage("publish/dropped", () => metrics.MessagesDropped),
            new LoadAverage("bytes/received", () => metrics.BytesIn),
            new LoadAverage("bytes/sent", () => metrics.BytesOut),
            new LoadAverage("sockets", () => metrics.SocketsOpened),
            new LoadAverage("connections", () => metrics.ConnectsAccepted),
        ];
    }

    public void Tick(long nowMilliseconds)
    {
        long passedMilliseconds = nowMilliseconds - _saidAtMilliseconds;
        bool isFirst = _said.Count == 0;
        if (_periodMilliseconds == 0 || (passedMilliseconds < _periodMilliseconds && !isFirst)) return;
        _saidAtMilliseconds = nowMilliseconds;
        if (passedMilliseconds > 0 && !isFirst)
        {
            foreach (LoadAverage load in _loads) load.Update(passedMilliseconds / 1000.0);
        }

        FlushBatch batch = FlushBatch.Current;
        Say("version", _parts.Options.StatusVersion, batch);
        Say("uptime", $"{nowMilliseconds / 1000} seconds", batch);
        foreach ((string topic, long value) in Figures()) Say(topic, value.ToString(CultureInfo.InvariantCulture), batch);
        foreach (LoadAverage load in _loads)
        {
            foreach ((string topic, double value) in load.Values()) Say(topic, value.ToString("F2", CultureInfo.InvariantCulture), batch);
        }

        batch.Flush();
    }

    private IEnumerable<(string Topic, long Value)> Figures()
    {
        BrokerMetrics metrics = _parts.Metrics;
        SessionFigures sessions = _parts.Sessions.Figures();
        long heapBytes = GC.GetTotalMemory(forceFullCollection: false);
        _clientsMax = Math.Max(_clientsMax, sessions.Count);
        _heapBytesMax = Math.Max(_heapBytesMax, heapBytes);
        yield return ("clients/total", sessions.Count);
        yield return ("clients/connected", sessions.Connected);
        yield return ("clients/disconnected", sessions.Count - sessions.Connected);
        yield return ("clients/maximum", _clientsMax);
        yield return ("clients/expired", metrics.SessionsExpired);
        yield return ("messages/received", metrics.PacketsIn);
        yield return ("messages/sent", metrics.PacketsOut);
        yield return ("messages/stored", _parts.Retained.Count + sessions.Inflight + sessions.Queued);
        yield return ("publish/messages/received", metrics.PublishesIn);
        yield return ("publish/messages/sent", metrics.PublishesOut);
        yield return ("publish/messages/dropped", metrics.MessagesDropped);
        yield return ("publish/bytes/received", metrics.PayloadBytesIn);
        yield return ("publish/bytes/sent", metrics.PayloadBytesOut);
        yield return ("bytes/received", metrics.BytesIn);
        yield return ("bytes/sent", metrics.BytesOut);
        yield return ("retained messages/count", _parts.Retained.Count);
        yield return ("subscriptions/count", _parts.Subscriptions.Count);
        yield return ("shared_subscriptions/count", _parts.Subscriptions.SharedCount);
        yield return ("heap/current", heapBytes);
        yield return ("heap/maximum", _heapBytesMax);
    }

    private void Say(string topic, string value, FlushBatch batch)
    {
        if (_said.GetValueOrDefault(topic) == value) return;
        _said[topic] = value;
        var message = new Message
        {
            Topic = Encoding.UTF8.GetBytes(Root + topic),
            Payload = Encoding.UTF8.GetBytes(value),
            Retain = _parts.Limits.MayRetain,
            IsOfThisRun = true,
        };
        _parts.Router.Route(message, publisher: null, onlyClientId: null, batch);
    }
}
