namespace Ioc.Dashboard.Wire;

/// <param name="Added">Rows that were new.</param>
/// <param name="Changed">Rows that differed from what is stored.</param>
/// <param name="Unchanged">Rows that were stored already.</param>
/// <param name="Errors">What is wrong, at most 1,000; with any and not <c>keepGood</c>, nothing was stored.</param>
internal sealed record ImportAnswer(int Added, int Changed, int Unchanged, IReadOnlyList<ImportError> Errors);
