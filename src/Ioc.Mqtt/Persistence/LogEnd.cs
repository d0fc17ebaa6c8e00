namespace Ioc.Mqtt.Persistence;

/// <summary>Where the log ends: its last file (0: none yet), the length of what is whole in it, and the last commit.</summary>
internal readonly record struct LogEnd(long Number, uint Salt, long Length, long TornBytes, long Ticket, long LogBytes);
