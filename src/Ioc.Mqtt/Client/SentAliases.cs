namespace Ioc.Mqtt.Client;

/// <summary>The topic aliases that we taught the broker on this connection: the first topics get them and keep them.</summary>
internal sealed class SentAliases(int max)
{
    private readonly Dictionary<string, ushort> _aliasByTopic = new(StringComparer.Ordinal);

    /// <summary>0: this topic has none. <paramref name="isKnown"/>: the broker knows it, so the topic itself can be left out.</summary>
    public ushort For(string topic, out bool isKnown)
    {
        isKnown = _aliasByTopic.TryGetValue(topic, out ushort alias);
        if (isKnown || _aliasByTopic.Count >= max) return alias;
        alias = (ushort)(_aliasByTopic.Count + 1);
        _aliasByTopic.Add(topic, alias);
        return alias;
    }
}
