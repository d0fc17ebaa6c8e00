namespace Ioc.Dashboard.Wire;

/// <summary>The link, seen this once: send it to the person, by another way than their account.</summary>
internal sealed record InvitationAnswer(string Link, InvitationWire Entry);
