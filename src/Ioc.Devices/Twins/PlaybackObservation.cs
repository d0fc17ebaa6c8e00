namespace Ioc.Devices.Twins;

/// <summary>What telemetry shows of a broadcast while it is being played: evidence for or against its being heard.</summary>
/// <param name="DeviceHandle">The loudspeaker.</param>
/// <param name="BroadcastId">What it says it plays.</param>
/// <param name="LineOk">Null where the device never told or could not measure.</param>
/// <param name="AmplifierOn">Null where the device never told.</param>
/// <param name="AtMs">Server time.</param>
public readonly record struct PlaybackObservation(int DeviceHandle, string BroadcastId, bool? LineOk, bool? AmplifierOn, long AtMs)
{
    /// <summary>True: it can be heard; false: it can't; null: nobody can tell.</summary>
    public bool? Agrees =>
        LineOk == false || AmplifierOn == false ? false
        : LineOk == true && AmplifierOn == true ? true
        : null;
}
