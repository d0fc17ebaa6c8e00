namespace Ioc.Dashboard.Wire;

/// <summary>The present password: an open browser alone changes nothing.</summary>
internal sealed record PasswordProof(string Password);
