namespace Ioc.Devices.Alerts;

/// <summary>perceivedSeverity of TMF642 / 3GPP TS 28.532. Higher is worse; numbers are on disk.</summary>
public enum Severity : byte
{
    Indeterminate = 1,
    Warning = 2,
    Minor = 3,
    Major = 4,
    Critical = 5,
}
