namespace Ioc.Host.Calling;

internal sealed record ImportAnswerError(int Row, string Reason);
