namespace Ioc.Devices.Twins;

/// <summary>A device's health, best to worst in the order people care: numbers are on the wire to browsers.</summary>
public enum Health : byte
{
    /// <summary>Never heard since registration.</summary>
    Unknown = 0,
    Ok = 1,
    Degraded = 2,
    Faulty = 3,
    Offline = 4,
}
