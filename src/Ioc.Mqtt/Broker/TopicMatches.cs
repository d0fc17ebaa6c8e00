namespace Ioc.Mqtt.Broker;

/// <summary>What one topic matches; used again for the next one, so that matching leaves no garbage.</summary>
internal sealed class TopicMatches
{
    /// <summary>One list for each filter that matches; no list is empty, but all of its subscriptions may leave while it is read.</summary>
    public List<SubscriberList> Filters { get; } = [];

    public List<SharedGroup> Groups { get; } = [];

    public void Add(SubscriptionNode? node)
    {
        if (node is null) return;
        if (node.Subscribers is { Count: > 0 } subscribers) Filters.Add(subscribers);
        foreach (SharedGroup group in node.Groups) Groups.Add(group);
    }

    public void Clear()
    {
        Filters.Clear();
        Groups.Clear();
    }
}
