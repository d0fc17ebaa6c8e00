using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.Gateway.OutsideBroker;

/// <summary>What we subscribe to at an outside broker: every device's upward channels.</summary>
internal static class BrokerSubscriptions
{
    private static readonly string[] Plain = ["ioc/v1/+/+/telemetry", "ioc/v1/+/+/status", "ioc/v1/+/+/event", "ioc/v1/+/+/receipt"];

    public static IReadOnlyList<MqttSubscription> Wanted(OutsideBrokerOptions options) =>
        // Retained copies are no news: what a device said last week must not count as heard now.
        [.. Filters(options, options.SharesLoad).Select(filter => new MqttSubscription(filter, QualityOfService.AtLeastOnce) { SendRetained = false })];

    /// <summary>Those of the other setting, which the session may still have: with both, everything would come twice.</summary>
    public static IReadOnlyList<string> Unwanted(OutsideBrokerOptions options) => [.. Filters(options, !options.SharesLoad)];

    private static IEnumerable<string> Filters(OutsideBrokerOptions options, bool shared) =>
        shared ? Plain.Select(filter => $"$share/{options.ShareGroup}/{filter}") : Plain;
}
