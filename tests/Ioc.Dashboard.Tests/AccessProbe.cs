namespace Ioc.Dashboard.Tests;

/// <summary>One way to call an operation, and who may. Without a method it is one of the hub's, and the path its argument.</summary>
internal sealed record AccessProbe(string Operation, string Method, string Path, string? Body, string Roles, AccessPlace Place)
{
    /// <summary>Not for strangers, though for every role.</summary>
    public bool IsSignedIn { get; init; } = Place != AccessPlace.Open;

    public bool Allows(string role, string where) => Place switch
    {
        AccessPlace.Open or AccessPlace.Own => true,
        AccessPlace.Filtered => Roles.Split(' ').Contains(role),
        AccessPlace.Target => Roles.Split(' ').Contains(role) && where != "14759",
        _ => Roles.Split(' ').Contains(role) && where == "whole",
    };

    public override string ToString() => $"{Operation} {Method} {Path}";
}
