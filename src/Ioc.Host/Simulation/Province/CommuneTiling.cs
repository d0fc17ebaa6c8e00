namespace Ioc.Host.Simulation.Province;

/// <summary>
/// Cuts the province into communes: Voronoi cells of scattered centres, smaller around the capital in the east, clipped to an ellipse
/// whose eastern end is cut off by the coast. Each cell is the outline clipped by the bisector with every other centre: forty centres
/// need nothing faster, and a cell clipped from a convex outline is convex and in one piece.
/// </summary>
internal static class CommuneTiling
{
    private const double HalfWidthKilometres = 42;
    private const double HalfHeightKilometres = 30;
    private const double CoastKilometres = 36;
    private const double StepKilometres = 0.5;

    /// <summary>Corners closer than this are one corner: the same point computed from two sides differs by rounding only.</summary>
    private const double WeldKilometres = 1e-6;

    /// <summary>The capital: the eastern lowland.</summary>
    public static PlanePoint Capital { get; } = new(18, -4);

    /// <summary>Closed rings without the repeated first point, counter-clockwise, lines divided into steps, in the order of the centres.</summary>
    public static IReadOnlyList<PlanePoint[]> Create(Random random, int communes, out IReadOnlyList<PlanePoint> centres)
    {
        var points = Scatter(random, communes);
        // One relaxation (Lloyd) takes away slivers and keeps the unevenness.
        points = [.. points.Select((_, index) => Middle(Cell(points, index)))];
        centres = points;
        var corners = new List<PlanePoint>();
        return [.. points.Select((_, index) => Divide([.. Cell(points, index).Select(corner => Weld(corners, corner))]))];
    }

    private static List<PlanePoint> Scatter(Random random, int communes)
    {
        var outline = Outline();
        var points = new List<PlanePoint>(communes);
        var apartKilometres = HalfHeightKilometres / Math.Sqrt(communes);
        while (points.Count < communes)
        {
            var point = new PlanePoint(
                (random.NextDouble() * 2 - 1) * HalfWidthKilometres, (random.NextDouble() * 2 - 1) * HalfHeightKilometres);
            var fromCapital = Distance(point, Capital);
            // Ever less picky, so that the loop ends for any number of communes.
            apartKilometres *= 0.999;
            if (IsInside(outline, point)
                && random.NextDouble() < 0.3 + 0.7 * Math.Exp(-fromCapital / 20)
                && points.TrueForAll(other => Distance(other, point) > apartKilometres * (fromCapital < 15 ? 0.7 : 1.2)))
            {
                points.Add(point);
            }
        }

        return points;
    }

    private static PlanePoint[] Outline()
    {
        var ellipse = Enumerable.Range(0, 36).Select(step => step * Math.PI / 18)
            .Select(angle => new PlanePoint(HalfWidthKilometres * Math.Cos(angle), HalfHeightKilometres * Math.Sin(angle)));
        return Clip([.. ellipse], point => CoastKilometres - point.EastKilometres);
    }

    private static PlanePoint[] Cell(List<PlanePoint> points, int index)
    {
        var own = points[index];
        var cell = Outline();
        foreach (var other in points)
        {
            if (other == own)
                continue;
            var middle = new PlanePoint((own.EastKilometres + other.EastKilometres) / 2, (own.NorthKilometres + other.NorthKilometres) / 2);
            var (east, north) = (own.EastKilometres - other.EastKilometres, own.NorthKilometres - other.NorthKilometres);
            cell = Clip(cell, point =>
                (point.EastKilometres - middle.EastKilometres) * east + (point.NorthKilometres - middle.NorthKilometres) * north);
        }

        return cell;
    }

    /// <summary>Keeps the part of a convex ring where <paramref name="side"/> is not negative (Sutherland and Hodgman).</summary>
    private static PlanePoint[] Clip(PlanePoint[] ring, Func<PlanePoint, double> side)
    {
        var kept = new List<PlanePoint>(ring.Length + 1);
        for (var i = 0; i < ring.Length; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Length]);
            var (fromSide, toSide) = (side(from), side(to));
            if (fromSide >= 0)
                kept.Add(from);
            if ((fromSide > 0 && toSide < 0) || (fromSide < 0 && toSide > 0))
                kept.Add(Between(from, to, fromSide / (fromSide - toSide)));
        }

        return [.. kept];
    }

    private static PlanePoint Weld(List<PlanePoint> corners, PlanePoint corner)
    {
        foreach (var known in corners)
        {
            if (Distance(known, corner) < WeldKilometres)
                return known;
        }

        corners.Add(corner);
        return corner;
    }

    /// <summary>Divides every line into steps from its lesser end, so that both neighbours get the very same points.</summary>
    private static PlanePoint[] Divide(PlanePoint[] ring)
    {
        var divided = new List<PlanePoint>();
        for (var i = 0; i < ring.Length; i++)
        {
            var (from, to) = (ring[i], ring[(i + 1) % ring.Length]);
            if (from == to)
                continue;
            var forwards = (from.EastKilometres, from.NorthKilometres).CompareTo((to.EastKilometres, to.NorthKilometres)) < 0;
            var (first, second) = forwards ? (from, to) : (to, from);
            var steps = Math.Max(1, (int)Math.Ceiling(Distance(from, to) / StepKilometres));
            divided.Add(from);
            for (var step = 1; step < steps; step++)
                divided.Add(Between(first, second, (double)(forwards ? step : steps - step) / steps));
        }

        return [.. divided];
    }

    private static PlanePoint Between(PlanePoint from, PlanePoint to, double share) => new(
        from.EastKilometres + (to.EastKilometres - from.EastKilometres) * share,
        from.NorthKilometres + (to.NorthKilometres - from.NorthKilometres) * share);

    private static PlanePoint Middle(PlanePoint[] ring) =>
        new(ring.Average(point => point.EastKilometres), ring.Average(point => point.NorthKilometres));

    private static bool IsInside(PlanePoint[] convexRing, PlanePoint point)
    {
        for (var i = 0; i < convexRing.Length; i++)
        {
            var (from, to) = (convexRing[i], convexRing[(i + 1) % convexRing.Length]);
            var turn = (to.EastKilometres - from.EastKilometres) * (point.NorthKilometres - from.NorthKilometres)
                - (to.NorthKilometres - from.NorthKilometres) * (point.EastKilometres - from.EastKilometres);
            if (turn < 0)
                return false;
        }

        return true;
    }

    private static double Distance(PlanePoint one, PlanePoint other) =>
        Math.Sqrt(Math.Pow(one.EastKilometres - other.EastKilometres, 2) + Math.Pow(one.NorthKilometres - other.NorthKilometres, 2));
}
