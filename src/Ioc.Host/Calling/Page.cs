namespace Ioc.Host.Calling;

/// <summary>One page of a list; <paramref name="Next"/> is null on the last.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next, long Total);
