namespace Ioc.Dashboard.Wire;

internal sealed record SeriesAnswer(DateTimeOffset From, DateTimeOffset To, int Step, IReadOnlyList<SeriesColumn> Series);
