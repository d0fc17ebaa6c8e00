using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Wire;

/// <summary>An open invitation, without its link.</summary>
internal sealed record InvitationWire(string Id, string UserName, string FullName, IReadOnlyList<GrantWire> Grants, string InvitedBy, DateTimeOffset ExpiresAt)
{
    public static InvitationWire Of(Invitation invitation) => new(
        invitation.Id, invitation.UserName, invitation.FullName, [.. invitation.Grants.Select(GrantWire.Of)], invitation.InvitedBy, invitation.ExpiresAt);
}
