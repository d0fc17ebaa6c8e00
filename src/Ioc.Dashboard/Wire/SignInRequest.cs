namespace Ioc.Dashboard.Wire;

/// <summary>A user name and password, or a token alone.</summary>
internal sealed record SignInRequest(string? UserName = null, string? Password = null, string? Token = null);
