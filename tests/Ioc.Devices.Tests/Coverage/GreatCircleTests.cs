using Ioc.Devices.Coverage;

namespace Ioc.Devices.Tests.Coverage;

public class GreatCircleTests
{
    [Theory]
    [InlineData(0, 0, 0, 1, 111_195)]
    [InlineData(0, 0, 1, 0, 111_195)]
    [InlineData(60, 0, 60, 1, 55_597)]
    [InlineData(0, 0, 0, 180, 20_015_115)]
    [InlineData(90, 0, -90, 0, 20_015_115)]
    [InlineData(21.0285, 105.8542, 10.7769, 106.7009, 1_144_000)]
    [InlineData(19.8, 179.9995, 19.8, -179.9995, 105)]
    public void Known_distances_come_out_within_half_a_percent(double lat1, double lon1, double lat2, double lon2, double metres)
    {
        var distance = GreatCircle.DistanceMetres(new GeoPoint(lat1, lon1), new GeoPoint(lat2, lon2));

        Assert.InRange(distance, metres * 0.995, metres * 1.005);
    }

    [Fact]
    public void A_point_is_no_distance_from_itself() =>
        Assert.Equal(0, GreatCircle.DistanceMetres(new GeoPoint(19.8, 105.7), new GeoPoint(19.8, 105.7)));
}
