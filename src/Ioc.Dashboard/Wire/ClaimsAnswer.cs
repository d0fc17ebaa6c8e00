namespace Ioc.Dashboard.Wire;

internal sealed record ClaimsAnswer(IReadOnlyList<NewClaimWire> Items);
