namespace Ioc.Dashboard.Access;

/// <summary>Where somebody must hold a permission for a call.</summary>
internal enum AccessWhere
{
    /// <summary>Nowhere: anybody may call.</summary>
    Open,

    /// <summary>Nowhere, but signed in: it concerns the caller's own account, or nothing that belongs to a place.</summary>
    SignedIn,

    /// <summary>Somewhere; the call shows and touches only what lies there (<see cref="Callers.Territory"/>).</summary>
    Within,

    /// <summary>Over the whole centre: it concerns all of it.</summary>
    Everywhere,
}
