namespace Ioc.Host.Serving;

internal sealed record SetPasswordRequest(string? Password);
