namespace Ioc.Dashboard.Wire;

/// <param name="Password">The new one.</param>
/// <param name="MustChange">Its owner chooses another at the next sign-in.</param>
internal sealed record SetPasswordRequest(string Password, bool MustChange = false);
