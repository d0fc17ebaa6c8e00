namespace Ioc.Host.Serving;

internal sealed record CreateTokenRequest(string? Label);
