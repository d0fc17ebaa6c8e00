namespace Ioc.Devices.Alerts;

/// <summary>Where an alert is in its life: raised → acknowledged → cleared (ISA-18.2). Numbers are on disk.</summary>
public enum AlertState : byte
{
    Raised = 1,
    Acknowledged = 2,
    Cleared = 3,
}
