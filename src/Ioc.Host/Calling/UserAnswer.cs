namespace Ioc.Host.Calling;

internal sealed record UserAnswer(string UserName, string FullName, string? Role, IReadOnlyList<GrantAnswer> Grants, bool Disabled, bool SecondFactor, DateTimeOffset? LastSignInAt);
