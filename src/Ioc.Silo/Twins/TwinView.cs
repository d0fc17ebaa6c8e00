using System.Text.Json.Nodes;
using Ioc.Devices;
using Ioc.Devices.Twins;

namespace Ioc.Silo.Twins;

/// <summary>A twin as readers see it: a copy, taken on the shard that owns it.</summary>
public sealed record TwinView
{
    public required Device Device { get; init; }

    public required Health Health { get; init; }

    /// <summary>Conditions that hold now and make up the health, worst first, for example <c>speaker-line-open</c>.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>Null until a status or a connection told.</summary>
    public bool? Online { get; init; }

    /// <summary>True where the device's own clock is more than the rule's tolerance from ours.</summary>
    public bool ClockWrong { get; init; }

    public long MessagesTotal { get; init; }

    public long DuplicatesTotal { get; init; }

    /// <summary>The latest value of every field under its own name, unknown fields included.</summary>
    public required JsonObject Telemetry { get; init; }

    /// <summary>Grows with every change of this twin.</summary>
    public required long Version { get; init; }
}
