namespace Ioc.Host.Simulation.Running;

/// <summary>The loop's view of one device's connection.</summary>
internal struct DeviceLink
{
    public LinkState State;

    /// <summary>Grows with each attempt.</summary>
    public int Epoch;

    /// <summary>Attempts since the last success.</summary>
    public int Failures;

    /// <summary>Not before this (wall time).</summary>
    public DateTimeOffset RetryAt;
}
