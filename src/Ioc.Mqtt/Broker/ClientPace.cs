namespace Ioc.Mqtt.Broker;

/// <summary>What one client may still publish. A mutable struct: keep it in a field that is not readonly.</summary>
internal struct ClientPace(MqttLimits limits, long nowMilliseconds)
{
    private Allowance _publishes = new(limits.PublishesPerSecondMax, nowMilliseconds);
    private Allowance _bytes = new(limits.BytesPerSecondMax, nowMilliseconds);

    /// <summary>Takes what was sent, also more than there may be.</summary>
    /// <returns>Milliseconds until nothing is owed.</returns>
    public int Owe(int publishes, int bytes, MqttLimits limits, long nowMilliseconds) => Math.Max(
        _publishes.Owe(publishes, limits.PublishesPerSecondMax, limits.PublishesPerSecondMax, nowMilliseconds),
        _bytes.Owe(bytes, limits.BytesPerSecondMax, limits.BytesPerSecondMax, nowMilliseconds));

    /// <summary>Nothing of it is used: it need not be remembered.</summary>
    public bool IsWhole(MqttLimits limits, long nowMilliseconds) =>
        _publishes.IsWhole(limits.PublishesPerSecondMax, limits.PublishesPerSecondMax, nowMilliseconds)
        && _bytes.IsWhole(limits.BytesPerSecondMax, limits.BytesPerSecondMax, nowMilliseconds);
}
