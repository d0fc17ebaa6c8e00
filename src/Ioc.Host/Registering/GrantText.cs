using Ioc.Host.Calling;

namespace Ioc.Host.Registering;

/// <summary>Roles with their places as they are typed: <c>operator</c>, <c>operator@99001</c>, <c>editor@group:schools</c>.</summary>
internal static class GrantText
{
    public static readonly string[] Roles = ["viewer", "operator", "administrator", "fieldTeam", "editor", "approver", "engineer"];

    private const string GroupPrefix = "group:";

    /// <summary>Null: not one; the role is the server's to judge.</summary>
    public static GrantAnswer? TryParse(string text) => text.Split('@') switch
    {
        [{ Length: > 0 } role] => new GrantAnswer(role, null, null),
        [{ Length: > 0 } role, { Length: > 0 } place] when place.StartsWith(GroupPrefix, StringComparison.Ordinal) => new GrantAnswer(role, null, place[GroupPrefix.Length..]),
        [{ Length: > 0 } role, { Length: > 0 } place] => new GrantAnswer(role, place, null),
        _ => null,
    };
}
