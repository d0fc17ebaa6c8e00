namespace Ioc.Silo.Provisioning;

/// <summary>What the device edge asks beside the registry's credentials. Called at each CONNECT; answers from memory.</summary>
public interface IDeviceDoor
{
    /// <summary>Moves whenever a credential or certificate stopped counting: whoever is connected must be judged again.</summary>
    long Version { get; }

    /// <summary>True for a client id that an operator does not want to hear of again.</summary>
    bool IsBlocked(string clientId);

    /// <summary>
    /// The device that a verified certificate stands for: the one its identities are mapped to, else the one its common name names, unless
    /// only mapped certificates count for that one or its access was revoked. Null: none.
    /// </summary>
    string? DeviceOf(string commonName, IReadOnlyList<string> identities);

    /// <summary>Somebody was turned away whose client id is no device.</summary>
    void Knocked(in Knock knock);
}
