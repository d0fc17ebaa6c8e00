namespace Ioc.Dashboard.Wire;

internal sealed record CredentialsAnswer(IReadOnlyList<CredentialWire> Items);
