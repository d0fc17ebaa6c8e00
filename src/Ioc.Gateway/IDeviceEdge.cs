namespace Ioc.Gateway;

/// <summary>How the way to the devices does, for people.</summary>
public interface IDeviceEdge
{
    /// <summary>Devices connected now; null where only an outside broker knows.</summary>
    int? Connections { get; }

    /// <summary>Why devices can't be heard; null when they can.</summary>
    string? Problem { get; }
}
