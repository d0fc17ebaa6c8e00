namespace Ioc.Host.Simulation;

/// <summary>Figures of a running simulation, about once a second.</summary>
/// <param name="Elapsed">Real time since the start.</param>
/// <param name="Devices">How many are simulated.</param>
/// <param name="Connected">How many are connected now.</param>
/// <param name="Sent">Messages handed to a connection since the start.</param>
/// <param name="Dropped">Messages that found no connection or a full one: lost, as a device without storage loses them.</param>
/// <param name="Commands">Commands received since the start.</param>
/// <param name="Playing">Loudspeakers playing a broadcast now.</param>
/// <param name="FaultsActive">Devices with at least one fault now.</param>
/// <param name="ConnectFailures">Refused or broken connection attempts since the start.</param>
/// <param name="LastConnectFailure">The latest of them in words; null while there was none.</param>
internal sealed record SimulatorProgress(
    TimeSpan Elapsed,
    int Devices,
    int Connected,
    long Sent,
    long Dropped,
    long Commands,
    int Playing,
    int FaultsActive,
    long ConnectFailures,
    string? LastConnectFailure);
