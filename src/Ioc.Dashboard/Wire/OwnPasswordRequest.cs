namespace Ioc.Dashboard.Wire;

/// <param name="Current">The present password: an open browser alone changes nothing.</param>
/// <param name="Password">The new one.</param>
internal sealed record OwnPasswordRequest(string Current, string Password);
