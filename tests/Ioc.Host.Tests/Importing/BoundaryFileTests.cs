using System.Text;
using Ioc.Host.Importing;

namespace Ioc.Host.Tests.Importing;

public sealed class BoundaryFileTests
{
    private const string Square = "[[[105,19],[106,19],[106,20],[105,19]]]";

    [Theory]
    [InlineData("Polygon", Square)]
    [InlineData("MultiPolygon", "[" + Square + "]")]
    public void A_boundary_is_found_by_its_units_code(string type, string coordinates)
    {
        var rows = Read(Feature("\"code\":\"14758\"", type, coordinates));

        Assert.Empty(rows.Errors);
        Assert.Equal("14758", Assert.Single(rows.Rows).Row.Code);
    }

    [Theory]
    [InlineData("\"name\":\"x\"", "Polygon", Square, "properties.code")]
    [InlineData("\"code\":14758", "Polygon", Square, "properties.code")]
    [InlineData("\"code\":\"1\"", "Point", "[1,2]", "must be a Polygon")]
    [InlineData("\"code\":\"1\"", "Polygon", "[]", "without rings")]
    [InlineData("\"code\":\"1\"", "MultiPolygon", "[]", "empty")]
    [InlineData("\"code\":\"1\"", "Polygon", "[[[105,19],[106,19],[105,19]]]", "four positions")]
    [InlineData("\"code\":\"1\"", "Polygon", "[[[105,19],[106,19],[106,20],[105,20]]]", "does not end where it begins")]
    [InlineData("\"code\":\"1\"", "Polygon", "[[[19,105],[19,106],[20,106],[19,105]]]", "not a position")]
    [InlineData("\"code\":\"1\"", "Polygon", "[[[\"105\",19],[106,19],[106,20],[105,19]]]", "not a position")]
    public void A_bad_boundary_is_refused_with_the_reason(string properties, string type, string coordinates, string reason)
    {
        var rows = Read(Feature(properties, type, coordinates));

        Assert.Empty(rows.Rows);
        Assert.Contains(reason, Assert.Single(rows.Errors).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_stands_twice_is_refused_the_second_time()
    {
        var rows = Read(Feature("\"code\":\"1\"", "Polygon", Square) + "," + Feature("\"code\":\"1\"", "Polygon", Square));

        Assert.Single(rows.Rows);
        Assert.Equal(2, Assert.Single(rows.Errors).Line);
    }

    private static string Feature(string properties, string type, string coordinates) =>
        "{\"type\":\"Feature\",\"properties\":{" + properties + "},\"geometry\":{\"type\":\"" + type + "\",\"coordinates\":" + coordinates + "}}";

    private static ImportRows<Boundary> Read(string features) =>
        BoundaryFile.Read(Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{features}}]}"""));
}
