namespace Ioc.Silo.Journal;

/// <summary>What may still enter the journal; who pays first is who nobody waits for.</summary>
public enum JournalRoom : byte
{
    Ample,

    /// <summary>Telemetry of QoS 0 is dropped as it comes: its device asked for no more than a try.</summary>
    Scarce,

    /// <summary>Devices' messages wait in their sockets, unacknowledged; only the centre's own entries (time, orders, actions) enter.</summary>
    None,
}
