namespace Ioc.Devices.Alerts;

/// <summary>The operations centre as something that can be alarmed: it has alerts like a device, and is none. Its id is one that no device can have.</summary>
public static class Centre
{
    public const string Id = "@centre";

    /// <summary>As the device of a finding; its handle is 0, which no device has.</summary>
    public static Device In(string provinceCode) => new()
    {
        Id = Id, Kind = DeviceKind.Centre, Name = "Trung tâm điều hành", UnitCode = provinceCode, Position = default!,
    };
}
