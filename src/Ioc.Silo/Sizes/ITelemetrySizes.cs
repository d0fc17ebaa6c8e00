namespace Ioc.Silo.Sizes;

/// <summary>What stored telemetry takes, and for how long there is room.</summary>
public interface ITelemetrySizes
{
    /// <summary>At most some seconds old.</summary>
    TelemetrySizes Read();
}
