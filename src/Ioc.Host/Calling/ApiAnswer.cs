namespace Ioc.Host.Calling;

/// <summary>What the server answered: a value, or the problem in words for people.</summary>
/// <param name="Value">Null exactly when there is a problem, or the answer has no body.</param>
/// <param name="Problem">What went wrong and what to do.</param>
/// <param name="Status">HTTP status; 0 when the server was not reached.</param>
internal readonly record struct ApiAnswer<T>(T? Value, string? Problem, int Status)
    where T : class
{
    public bool Succeeded => Problem is null;
}
