namespace Ioc.Host.Serving;

internal sealed record UserAnswer(string UserName, string Role);
