namespace Ioc.Host.Calling;

internal sealed record UserDetailAnswer(UserAnswer User, IReadOnlyList<TokenAnswer> Tokens);
