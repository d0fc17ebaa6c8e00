namespace Ioc.Devices.Twins;

/// <summary>A device's own clock: seconds or milliseconds, 0 while it does not know the time.</summary>
internal static class DeviceTime
{
    /// <summary>Null where the device has no clock.</summary>
    public static long? Milliseconds(double? at) =>
        at is null or <= 0 ? null : (long)(at.Value < TwinLimits.SecondsMax ? at.Value * 1000 : at.Value);

    public static bool IsWrong(double? at, long receivedAtMs) =>
        Milliseconds(at) is { } deviceMs && Math.Abs(deviceMs - receivedAtMs) > TwinLimits.ClockToleranceMs;
}
