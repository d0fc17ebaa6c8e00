namespace Ioc.Silo.Influx;

/// <summary>How the telemetry's way to the time-series server is, for people and probes.</summary>
/// <param name="Server">Whereto; no secrets in it.</param>
/// <param name="Version">What the server calls itself; empty until it was reached.</param>
/// <param name="Problem">Why nothing goes there now, in words; null when all is well.</param>
/// <param name="Since">When that began.</param>
/// <param name="PointsSent">Since the process started.</param>
/// <param name="PointsRefused">Dropped because the server refused exactly them, since the process started.</param>
/// <param name="RowsWaiting">Rows of telemetry.db that the server does not have yet; null until they were counted.</param>
/// <param name="WaitingPercent">Of as many as may wait: at 100 devices wait too.</param>
/// <param name="TimeLeft">Until then, at the present rate; null where what waits does not grow.</param>
public sealed record ForwardingState(
    string Server, string Version, string? Problem, DateTimeOffset Since, long PointsSent, long PointsRefused,
    long? RowsWaiting, int? WaitingPercent, TimeSpan? TimeLeft);
