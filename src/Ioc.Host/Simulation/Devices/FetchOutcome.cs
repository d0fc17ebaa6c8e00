namespace Ioc.Host.Simulation.Devices;

/// <summary>What came of fetching a broadcast's audio.</summary>
internal enum FetchOutcome
{
    Ok,

    /// <summary>The bytes are not the announced ones.</summary>
    WrongHash,

    /// <summary>No success after all attempts.</summary>
    Unreachable,

    TooLarge,
}
