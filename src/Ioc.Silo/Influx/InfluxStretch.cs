namespace Ioc.Silo.Influx;

/// <summary>A stretch of a query's time, asked of the server at once.</summary>
/// <param name="FromMs">Its start.</param>
/// <param name="ToMs">Exclusive.</param>
/// <param name="StepSeconds">Of the buckets.</param>
/// <param name="IsHours">From the hours that the server has added up instead of raw points.</param>
internal readonly record struct InfluxStretch(long FromMs, long ToMs, int StepSeconds, bool IsHours);
