namespace Ioc.Host.Calling;

/// <summary>What a list of devices tells of each.</summary>
internal sealed record DeviceBrief(string Id, string Kind, string Name, string UnitCode, string Health, DateTimeOffset? LastSeenAt);
