namespace Ioc.Host.Serving;

internal sealed record TokenAnswer(string UserName, string Token);
