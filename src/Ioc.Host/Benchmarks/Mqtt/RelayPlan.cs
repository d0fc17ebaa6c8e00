namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>One load: its connections, what they publish and what they subscribe to.</summary>
internal sealed record RelayPlan
{
    /// <summary>Messages on their way at once; a load that is not above it can't be lost in a queue.</summary>
    private const int WindowMessages = 400;

    /// <summary>The same with acknowledgement, for one publisher: what client libraries have as their default.</summary>
    private const int WindowPerPublisher = 20;

    public required int Qos { get; init; }

    /// <summary>Topics of each publisher, used in turn.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Topics { get; init; }

    /// <summary>Filters of each subscriber.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Filters { get; init; }

    /// <summary>Subscribers that get a copy of each message.</summary>
    public required int CopiesPerMessage { get; init; }

    public required int PayloadBytes { get; init; }

    /// <summary>The subscribers' sessions outlive their connections.</summary>
    public bool IsDurable { get; init; }

    /// <summary>Nobody waits for anything: every publisher sends what its socket takes.</summary>
    public bool IsFlood { get; init; }

    public int Window => Qos == 0
        ? Math.Max(WindowPerPublisher, WindowMessages / CopiesPerMessage)
        : Math.Min(WindowMessages, WindowPerPublisher * Topics.Count);

    public static RelayPlan Of(RelayShape shape, int qos, int payloadBytes, bool durable, bool flood = false) => new()
    {
        Qos = qos,
        Topics = [.. Enumerable.Range(0, shape.Publishers).Select(publisher => (string[])[$"bench/site-{publisher:0000}/telemetry"])],
        Filters = [.. Enumerable.Repeat<string[]>(["bench/+/telemetry"], shape.Subscribers)],
        CopiesPerMessage = shape.Subscribers,
        PayloadBytes = payloadBytes,
        IsDurable = durable,
        IsFlood = flood,
    };

    /// <summary>Each topic matches one subscription of very many, a third of them plain and two thirds with a wildcard.</summary>
    public static RelayPlan Matching(int subscriptions, int payloadBytes)
    {
        const int PerSubscriber = 100;
        return new RelayPlan
        {
            Qos = 0,
            Topics = [[.. Enumerable.Range(0, subscriptions).Select(index => $"bench/site-{index:00000}/telemetry")]],
            Filters = [.. Enumerable.Range(0, subscriptions).Select(FilterOf).Chunk(PerSubscriber)],
            CopiesPerMessage = 1,
            PayloadBytes = payloadBytes,
        };
    }

    private static string FilterOf(int index) => (index % 3) switch
    {
        0 => $"bench/site-{index:00000}/telemetry",
        1 => $"bench/site-{index:00000}/+",
        _ => $"+/site-{index:00000}/#",
    };
}
