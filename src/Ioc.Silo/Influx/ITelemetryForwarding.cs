namespace Ioc.Silo.Influx;

/// <summary>How telemetry gets on to the time-series server; not registered where there is none.</summary>
public interface ITelemetryForwarding
{
    ForwardingState State { get; }

    /// <summary>Rows of telemetry.db that the server does not have yet, and the time of the oldest, Unix milliseconds. Counts: not for a hot path.</summary>
    (long Rows, long? OldestMs) Waiting();
}
