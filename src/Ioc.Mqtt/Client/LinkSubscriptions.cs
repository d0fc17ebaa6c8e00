namespace Ioc.Mqtt.Client;

/// <summary>What a link wants to hear, and whether the broker knows.</summary>
internal sealed class LinkSubscriptions(IReadOnlyList<MqttSubscription> initial)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, MqttSubscription> _byFilter = initial.ToDictionary(one => one.Filter, StringComparer.Ordinal);
    private bool _known;

    public void Put(MqttSubscription subscription)
    {
        lock (_gate) (_byFilter[subscription.Filter], _known) = (subscription, false);
    }

    public void Remove(string filter)
    {
        lock (_gate) _byFilter.Remove(filter);
    }

    /// <summary>Null when the broker's session has all of them, or took them now.</summary>
    public async Task<LinkFault?> TellAsync(MqttClient client, bool sessionHasThem, CancellationToken cancellationToken)
    {
        List<MqttSubscription> wanted;
        lock (_gate)
        {
            if (_known && sessionHasThem) return null;
            wanted = [.. _byFilter.Values];
            _known = true;
        }

        LinkFault? fault = null;
        // SUBSCRIBE carries one identifier for all its filters (5.0 §3.8.2.1.2).
        foreach (IGrouping<uint?, MqttSubscription> group in wanted.GroupBy(one => one.Identifier))
        {
            List<MqttSubscription> filters = [.. group];
            IReadOnlyList<ReasonCode> answers = await client.SubscribeAsync(filters, cancellationToken);
            for (int index = 0; index < filters.Count; index++)
            {
                if (answers[index] >= ReasonCode.UnspecifiedError) fault ??= LinkFault.NotSubscribed(filters[index].Filter, answers[index]);
            }
        }

        if (fault is not null) lock (_gate) _known = false;
        return fault;
    }

    /// <summary>The connection ended while they were being told: they are told again.</summary>
    public void Forget()
    {
        lock (_gate) _known = false;
    }
}
