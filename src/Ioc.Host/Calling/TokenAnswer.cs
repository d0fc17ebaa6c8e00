namespace Ioc.Host.Calling;

internal sealed record TokenAnswer(string Id, string Label, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt);
