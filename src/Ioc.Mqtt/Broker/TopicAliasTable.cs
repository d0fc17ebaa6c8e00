namespace Ioc.Mqtt.Broker;

/// <summary>
/// The topic aliases given out on one connection (5.0 §3.3.2.3.4): first come until all are taken, never replaced. A client that follows
/// few topics saves them all; for one that follows thousands, replacing would cost a search and a full topic for each message instead.
/// </summary>
/// <remarks>Used inside the output's lock, so that aliases are set in the order in which packets leave.</remarks>
internal sealed class TopicAliasTable(int aliasesMax)
{
    /// <summary>The property is three bytes: a shorter topic is cheaper than its alias.</summary>
    private const int TopicBytesMin = 4;

    private readonly Dictionary<byte[], ushort> _aliases = new(Utf8LevelComparer.Instance);

    /// <summary>0 when the topic has none.</summary>
    public ushort Find(ReadOnlySpan<byte> topic) =>
        _aliases.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(topic, out ushort alias) ? alias : (ushort)0;

    /// <summary>The alias <see cref="Add"/> would give; 0 when there is none to give.</summary>
    public ushort Next(ReadOnlySpan<byte> topic) => topic.Length >= TopicBytesMin && _aliases.Count < aliasesMax ? (ushort)(_aliases.Count + 1) : (ushort)0;

    /// <summary>Keeps a copy of the topic.</summary>
    public void Add(ReadOnlySpan<byte> topic) => _aliases.Add(topic.ToArray(), (ushort)(_aliases.Count + 1));
}
