namespace Ioc.Host.Serving;

internal sealed record AddUserRequest(string? Password, string? Role);
