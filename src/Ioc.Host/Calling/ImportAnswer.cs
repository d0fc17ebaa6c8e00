namespace Ioc.Host.Calling;

/// <summary>The answer to every import request (docs/api.md); <c>row</c> counts from 1 within the request.</summary>
internal sealed record ImportAnswer(int Added, int Changed, int Unchanged, IReadOnlyList<ImportAnswerError>? Errors);
