namespace Ioc.Mqtt.Broker;

/// <summary>One thread's working memory for routing, kept so that a message leaves no garbage.</summary>
internal sealed class RouterScratch
{
    public TopicMatches Matches { get; } = new();

    public List<Subscription> Subscriptions { get; } = [];

    public List<uint> Identifiers { get; } = [];

    /// <summary>Nothing may stay: a thread that routes seldom would keep ended sessions alive.</summary>
    public void Clear()
    {
        Matches.Clear();
        Subscriptions.Clear();
    }
}
