namespace Ioc.Silo.Accounts;

/// <summary>What somebody is, at some place (<see cref="Grant"/>). What each may do is the dashboard's access table. Numbers are on disk.</summary>
public enum AccountRole : byte
{
    /// <summary>Watches.</summary>
    Viewer = 1,

    /// <summary>On shift: acknowledges alerts, sends and stops broadcasts.</summary>
    Operator = 2,

    /// <summary>Everything, people and tokens too.</summary>
    Administrator = 3,

    /// <summary>Repairs and puts up devices, with a phone.</summary>
    FieldTeam = 4,

    /// <summary>Writes broadcasts that others send.</summary>
    Editor = 5,

    /// <summary>The second person: approves, sends and stops broadcasts.</summary>
    Approver = 6,

    /// <summary>Keeps the registry and the devices' credentials.</summary>
    Engineer = 7,
}
