using System.Diagnostics.Metrics;

namespace Ioc.Mqtt.Broker;

/// <summary>What a collector sees when it looks: sizes of the broker's tables. Summing all sessions up costs some milliseconds at 100,000 of them, per look.</summary>
internal static class BrokerGauges
{
    private static readonly KeyValuePair<string, object?> Inflight = new("state", "inflight");
    private static readonly KeyValuePair<string, object?> Queued = new("state", "queued");

    public static void Add(Meter meter, BrokerParts parts)
    {
        meter.CreateObservableGauge("mqtt.connections", () => parts.Connections.Count, "{connection}", "Open connections, those without CONNECT included.");
        meter.CreateObservableGauge("mqtt.sessions", () => parts.Sessions.Count, "{session}", "Sessions, connected or not.");
        meter.CreateObservableGauge("mqtt.sessions.connected", () => parts.Sessions.Figures().Connected, "{session}", "Sessions whose client is connected.");
        meter.CreateObservableGauge("mqtt.messages.waiting", () => Waiting(parts), "{message}", "QoS 1 and 2 messages for clients: sent and not acknowledged, or queued.");
        meter.CreateObservableGauge("mqtt.retained.messages", () => parts.Retained.Count, "{message}", "Topics with a retained message.");
        meter.CreateObservableGauge("mqtt.retained.bytes", () => parts.Retained.Bytes, "By", "Bytes of the retained messages.");
        meter.CreateObservableGauge("mqtt.subscriptions", () => parts.Subscriptions.Count, "{subscription}", "Subscriptions of all sessions.");
        meter.CreateObservableGauge("mqtt.subscriptions.shared", () => parts.Subscriptions.SharedCount, "{subscription}", "Subscriptions that share.");
        meter.CreateObservableGauge("mqtt.shared.groups", () => parts.Subscriptions.GroupCount, "{group}", "Groups that share a filter.");
    }

    private static IEnumerable<Measurement<long>> Waiting(BrokerParts parts)
    {
        SessionFigures figures = parts.Sessions.Figures();
        yield return new Measurement<long>(figures.Inflight, Inflight);
        yield return new Measurement<long>(figures.Queued, Queued);
    }
}
