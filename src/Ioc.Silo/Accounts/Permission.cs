namespace Ioc.Silo.Accounts;

/// <summary>What may be done; who may is data in the dashboard's access table. Names are on disk, in tokens.</summary>
public enum Permission
{
    /// <summary>Devices, their twins and series, alerts, broadcasts and units.</summary>
    See,

    /// <summary>Series as files.</summary>
    ExportData,

    AcknowledgeAlerts,

    /// <summary>Write a broadcast and see whom it would reach; nothing is sent.</summary>
    DraftBroadcasts,

    SendBroadcasts,

    /// <summary>Be the second person an emergency needs.</summary>
    ApproveBroadcasts,

    StopBroadcasts,

    EditDevices,

    EditUnits,

    /// <summary>Device credentials, the quarantine of unknown devices, client certificates.</summary>
    ManageCredentials,

    /// <summary>Put up a device with a claim code, and test it.</summary>
    ClaimDevices,

    /// <summary>How the centre itself does.</summary>
    SeeSystem,

    /// <summary>Accounts, roles, invitations, others' sessions and tokens.</summary>
    ManagePeople,

    ReadAudit,
}
