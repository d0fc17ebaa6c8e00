namespace Ioc.Dashboard.Wire;

/// <summary>The link, and the password its owner chose.</summary>
internal sealed record AcceptRequest(string Invitation, string Password);
