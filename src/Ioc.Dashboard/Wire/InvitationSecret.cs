namespace Ioc.Dashboard.Wire;

/// <summary>What the link holds after its #.</summary>
internal sealed record InvitationSecret(string Invitation);
