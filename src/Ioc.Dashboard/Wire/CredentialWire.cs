namespace Ioc.Dashboard.Wire;

/// <param name="DeviceId">MQTT client id and user name.</param>
/// <param name="Credential">The password; only its hash is kept, so it is never shown again.</param>
internal sealed record CredentialWire(string DeviceId, string Credential);
