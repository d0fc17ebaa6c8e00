namespace Ioc.Dashboard.Wire;

/// <param name="Row">Counted from 1, as people count.</param>
/// <param name="Reason">What is wrong with it.</param>
internal sealed record ImportError(int Row, string Reason);
