namespace Ioc.Dashboard.Wire;

/// <param name="Row">Counted from 1, as people count.</param>
/// <param name="Reason">What is wrong with it, in English.</param>
/// <param name="Type">As of a refusal's problem details, for whoever says it in another language.</param>
/// <param name="Args">What words for the type need.</param>
internal sealed record ImportError(int Row, string Reason, string Type, IReadOnlyDictionary<string, object> Args);
