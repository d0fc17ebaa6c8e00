namespace Ioc.Dashboard.Wire;

/// <summary>Shown this once; each works once. Empty where the former ones stay.</summary>
internal sealed record RecoveryCodesWire(IReadOnlyList<string> RecoveryCodes);
