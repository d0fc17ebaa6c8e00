namespace Ioc.Silo.Storage;

/// <summary>
/// The schema of one folder's tables as numbered scripts: the first is number 1, and one is never edited after it was released, only
/// followed.
/// Each set counts by itself, so that two folders can grow without sharing a number.
/// </summary>
/// <param name="Name">Names the set in the database; never changes.</param>
/// <param name="Scripts">Plain SQL, one or more statements each; each runs in one transaction with its number.</param>
public sealed record MigrationSet(string Name, IReadOnlyList<string> Scripts);
