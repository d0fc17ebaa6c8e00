namespace Ioc.Silo;

/// <summary>Starts and stops the silo in order. The host starts it before it listens for devices and stops it after it closed them.</summary>
public interface ISiloLifetime
{
    /// <summary>Loads the stores, replays the journal, then lets entries in. Throws what a person must act on (another process, damaged journal, newer schema).</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Refuses new entries, applies what was appended, writes a last checkpoint, closes the files.</summary>
    Task StopAsync(CancellationToken cancellationToken);

    /// <summary>What the start found and did; null until it ended.</summary>
    SiloStartReport? StartReport { get; }

    /// <summary>Where the journal stands; any thread.</summary>
    SiloPositions Positions { get; }
}
