namespace Ioc.Dashboard.Wire;

internal sealed record RejectionsAnswer(IReadOnlyDictionary<string, long> Counts, IReadOnlyList<RejectionWire> Items, string? Next, long Total);
