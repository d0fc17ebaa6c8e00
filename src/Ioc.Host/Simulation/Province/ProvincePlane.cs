using Ioc.Devices;

namespace Ioc.Host.Simulation.Province;

/// <summary>
/// From the flat plane to the map. Communes are cut with straight lines in the plane; then one smooth warp bends every line. The warp is
/// a homeomorphism (it moves a point by sines whose slopes sum to less than one), so neighbours that share a line in the plane share the
/// bent line on the map: no gaps and no overlaps, whatever the seed.
/// </summary>
internal sealed class ProvincePlane
{
    private const double MiddleLatitudeDegrees = 19.8;
    private const double MiddleLongitudeDegrees = 105.6;
    private const double KilometresPerDegree = 111.32;

    // Wavelength and amplitude in kilometres, coarse to fine: valleys, rivers, field borders.
    // Slopes 2π·amplitude/wavelength: 0.31 + 0.21 + 0.16 = 0.68 per axis, 0.96 for both together.
    private static readonly (double Wavelength, double Amplitude)[] Waves = [(60, 3.0), (15, 0.5), (5, 0.13)];

    private readonly (double X, double Y, double Phase)[] _eastward;
    private readonly (double X, double Y, double Phase)[] _northward;

    public ProvincePlane(Random random)
    {
        _eastward = [.. Waves.Select(wave => Direction(random, wave.Wavelength))];
        _northward = [.. Waves.Select(wave => Direction(random, wave.Wavelength))];
    }

    public GeoPoint ToMap(PlanePoint point)
    {
        var east = point.EastKilometres + Shift(_eastward, point);
        var north = point.NorthKilometres + Shift(_northward, point);
        var kilometresPerDegreeEast = KilometresPerDegree * Math.Cos(MiddleLatitudeDegrees * Math.PI / 180);
        return new GeoPoint(
            Math.Round(MiddleLatitudeDegrees + north / KilometresPerDegree, 6),
            Math.Round(MiddleLongitudeDegrees + east / kilometresPerDegreeEast, 6));
    }

    private static (double X, double Y, double Phase) Direction(Random random, double wavelength)
    {
        var angle = random.NextDouble() * 2 * Math.PI;
        var turns = 2 * Math.PI / wavelength;
        return (Math.Cos(angle) * turns, Math.Sin(angle) * turns, random.NextDouble() * 2 * Math.PI);
    }

    private static double Shift((double X, double Y, double Phase)[] directions, PlanePoint point)
    {
        var shift = 0.0;
        for (var i = 0; i < Waves.Length; i++)
        {
            var (x, y, phase) = directions[i];
            shift += Waves[i].Amplitude * Math.Sin(x * point.EastKilometres + y * point.NorthKilometres + phase);
        }

        return shift;
    }
}
