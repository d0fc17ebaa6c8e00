namespace Ioc.Devices;

/// <summary>One cell of a site.</summary>
/// <param name="Id">1 to 32 characters, unique within the site; telemetry names cells by it.</param>
/// <param name="Technology">2g, 3g, 4g, 5g.</param>
/// <param name="Band">3GPP band name, for example n78 or b3.</param>
/// <param name="AzimuthDegrees">Clockwise from north, 0 to 359.</param>
/// <param name="HeightMetres">Antenna height above ground.</param>
/// <param name="TiltDegrees">Total down-tilt.</param>
/// <param name="EirpDbm">Equivalent isotropically radiated power.</param>
public sealed record Cell(
    string Id, string Technology, string Band, double AzimuthDegrees, double HeightMetres, double TiltDegrees, double EirpDbm);
