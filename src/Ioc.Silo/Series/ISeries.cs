namespace Ioc.Silo.Series;

/// <summary>Stored telemetry, asked for as series.</summary>
public interface ISeries
{
    Task<IReadOnlyList<SeriesResult>> QueryAsync(SeriesQuery query, CancellationToken cancellationToken);
}
