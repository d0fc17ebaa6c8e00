using Ioc.Devices.Units;

namespace Ioc.Devices.Coverage;

/// <summary>Hamlets by squares of a tenth of a degree (about 11 km), so that a site looks at its neighbourhood and not at the province.</summary>
internal sealed class HamletGrid
{
    private const double SquareDegrees = 0.1;

    private readonly Dictionary<(int Row, int Column), List<int>> _squares = [];
    private readonly Unit[] _hamlets;

    public HamletGrid(Unit[] hamlets)
    {
        _hamlets = hamlets;
        for (var i = 0; i < hamlets.Length; i++)
        {
            var square = SquareOf(hamlets[i].Position!.Value);
            if (!_squares.TryGetValue(square, out var list))
                _squares[square] = list = [];
            list.Add(i);
        }
    }

    /// <summary>Indexes of the hamlets within a distance, ascending.</summary>
    public int[] Within(GeoPoint centre, double metres)
    {
        if (metres <= 0)
            return [];
        var latitudeDegrees = double.RadiansToDegrees(metres / GreatCircle.EarthRadiusMetres);

        // A degree of longitude shrinks towards the poles; a hundredth keeps the division sane there.
        var longitudeDegrees = latitudeDegrees / Math.Max(0.01, Math.Cos(double.DegreesToRadians(centre.LatitudeDegrees)));
        var south = SquareOf(new GeoPoint(centre.LatitudeDegrees - latitudeDegrees, centre.LongitudeDegrees - longitudeDegrees));
        var north = SquareOf(new GeoPoint(centre.LatitudeDegrees + latitudeDegrees, centre.LongitudeDegrees + longitudeDegrees));
        var found = new List<int>();
        for (var row = south.Row; row <= north.Row; row++)
        {
            for (var column = south.Column; column <= north.Column; column++)
            {
                if (_squares.TryGetValue((row, column), out var square))
                    found.AddRange(square.Where(i => GreatCircle.DistanceMetres(centre, _hamlets[i].Position!.Value) <= metres));
            }
        }
        found.Sort();
        return [.. found];
    }

    private static (int Row, int Column) SquareOf(GeoPoint point) =>
        ((int)Math.Floor(point.LatitudeDegrees / SquareDegrees), (int)Math.Floor(point.LongitudeDegrees / SquareDegrees));
}
