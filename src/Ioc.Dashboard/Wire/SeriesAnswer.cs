namespace Ioc.Dashboard.Wire;

/// <param name="From">As asked.</param>
/// <param name="To">As asked.</param>
/// <param name="Step">Seconds of a bucket.</param>
/// <param name="CompleteFrom">Not null: what lies before is on a time-series server that did not answer, and may be missing.</param>
/// <param name="Series">One for each device, or unit and kind, and metric.</param>
internal sealed record SeriesAnswer(DateTimeOffset From, DateTimeOffset To, int Step, DateTimeOffset? CompleteFrom, IReadOnlyList<SeriesColumn> Series);
