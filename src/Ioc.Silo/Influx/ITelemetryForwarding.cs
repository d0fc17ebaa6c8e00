namespace Ioc.Silo.Influx;

/// <summary>How telemetry gets on to the time-series server; not registered where there is none.</summary>
public interface ITelemetryForwarding
{
    ForwardingState State { get; }
}
