namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>What can be measured; the names are those of <c>--scenario</c>.</summary>
internal enum MqttScenario
{
    /// <summary>From publishers to subscribers, with a window.</summary>
    Relay,

    /// <summary>50 publishers that wait for nothing.</summary>
    Flood,

    /// <summary>Many clients at once.</summary>
    Storm,

    /// <summary>A topic among very many subscriptions.</summary>
    Matching,

    /// <summary>Memory of connections that do nothing.</summary>
    Idle,

    /// <summary>The same over TLS.</summary>
    IdleTls,

    /// <summary>Memory allocated per message.</summary>
    Allocation,
}
