namespace Ioc.Dashboard.Wire;

/// <summary>The only time the token is seen.</summary>
internal sealed record TokenAnswer(string UserName, string Token, TokenWire Entry);
