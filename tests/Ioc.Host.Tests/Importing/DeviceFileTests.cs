using System.Text;
using System.Text.Json;
using Ioc.Dashboard.Wire;
using Ioc.Host.Exporting;
using Ioc.Host.Importing;

namespace Ioc.Host.Tests.Importing;

public sealed class DeviceFileTests
{
    private const string Header = "id,kind,name,unit_code,latitude,longitude,period_seconds,horns,power_watts,audible_radius_metres,cells\n";

    [Fact]
    public void Reading_what_was_written_as_CSV_gives_back_every_device() => AssertSame(DeviceCsv.Write(SampleDevices.All));

    [Fact]
    public void Reading_what_was_written_as_CSV_with_a_byte_order_mark_gives_back_every_device() => AssertSame("\uFEFF" + DeviceCsv.Write(SampleDevices.All));

    [Fact]
    public void Reading_what_was_written_as_GeoJSON_gives_back_every_device() => AssertSame(DeviceGeoJson.Write(SampleDevices.All));

    [Fact]
    public void Reading_what_was_written_as_JSON_gives_back_every_device() => AssertSame(DeviceJson.Write(SampleDevices.All));

    [Fact]
    public void No_cell_of_an_exported_text_is_a_formula()
    {
        var table = CsvReading.Read(Encoding.UTF8.GetBytes(DeviceCsv.Write(SampleDevices.All)), DeviceColumns.Required, DeviceColumns.Optional);
        string[] numbers = ["latitude", "longitude"];

        Assert.Equal(SampleDevices.All.Count, table.Rows.Count);
        foreach (var column in DeviceColumns.All.Except(numbers))
        {
            Assert.DoesNotContain(table.Rows, row => row[column].Length > 0 && "=+-@\t\r\n".Contains(row[column][0], StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("a b,loudspeaker,n,1,0,0,60,2,50,400,", "id 'a b' must be")]
    [InlineData(",loudspeaker,n,1,0,0,60,2,50,400,", "id is empty")]
    [InlineData("a,speaker,n,1,0,0,60,,,,", "kind 'speaker' must be one of loudspeaker, hotspot, site")]
    [InlineData("a,loudspeaker,,1,0,0,60,2,50,400,", "name is empty")]
    [InlineData("a,loudspeaker,n,,0,0,60,2,50,400,", "unit_code is empty")]
    [InlineData("a,loudspeaker,n,1,91,0,60,2,50,400,", "latitude 91 is not between -90 and 90")]
    [InlineData("a,loudspeaker,n,1,0,-180.5,60,2,50,400,", "longitude -180.5 is not between")]
    [InlineData("a,loudspeaker,n,1,\"19,8\",0,60,2,50,400,", "write a point for decimals")]
    [InlineData("a,loudspeaker,n,1,NaN,0,60,2,50,400,", "latitude 'NaN' is not a number")]
    [InlineData("a,loudspeaker,n,1,1e400,0,60,2,50,400,", "is not a number")]
    [InlineData("a,loudspeaker,n,1,,0,60,2,50,400,", "latitude is empty")]
    [InlineData("a,loudspeaker,n,1,0,0,0,2,50,400,", "period_seconds '0'")]
    [InlineData("a,loudspeaker,n,1,0,0,1.5,2,50,400,", "period_seconds '1.5'")]
    [InlineData("a,loudspeaker,n,1,0,0,60,17,50,400,", "horns '17'")]
    [InlineData("a,loudspeaker,n,1,0,0,60,,50,400,", "horns is empty")]
    [InlineData("a,loudspeaker,n,1,0,0,60,2,50,400,c1:4g:b3:0:1:2:3", "belong to a site")]
    [InlineData("a,site,n,1,0,0,60,,,,c1:4g:b3:0:1:2", "must be id:technology")]
    [InlineData("a,site,n,1,0,0,60,,,,c1:4g:b3:north:1:2:3", "azimuth_degrees 'north' is not a number")]
    [InlineData("a,site,n,1,0,0,60,2,,,c1:4g:b3:0:1:2:3", "belong to a loudspeaker")]
    public void A_bad_device_is_refused_with_the_reason(string row, string reason)
    {
        var rows = DeviceFile.Read(Encoding.UTF8.GetBytes(Header + row + "\n"));

        Assert.Empty(rows.Rows);
        Assert.Equal(2, Assert.Single(rows.Errors).Line);
        Assert.Contains(reason, rows.Errors[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_wrong_with_a_row_is_said_at_once()
    {
        var error = Assert.Single(DeviceFile.Read(Encoding.UTF8.GetBytes(Header + "a b,loudspeaker,,1,91,0,60,2,50,400,\n")).Errors);

        Assert.Contains("id 'a b'", error.Reason, StringComparison.Ordinal);
        Assert.Contains("name is empty", error.Reason, StringComparison.Ordinal);
        Assert.Contains("latitude 91", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_id_that_stands_twice_is_refused_the_second_time()
    {
        const string Row = "a,loudspeaker,n,1,0,0,60,2,50,400,\n";
        var rows = DeviceFile.Read(Encoding.UTF8.GetBytes(Header + Row + Row.Replace("a,", "A,", StringComparison.Ordinal) + Row));

        Assert.Equal(["a", "A"], rows.Rows.Select(row => row.Row.Id));
        Assert.Equal(new RowError(4, "id 'a' is already in 2"), Assert.Single(rows.Errors));
    }

    [Theory]
    [InlineData("{", "not usable JSON")]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{}", "not a GeoJSON FeatureCollection")]
    [InlineData("""{"type":"FeatureCollection","features":[1]}""", "not a GeoJSON feature")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"id":"a"}}]}""", "must be a Point")]
    [InlineData("""{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":["1","2"]},"properties":{"id":"a"}}]}""", "must be a Point")]
    [InlineData("""{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"colour":"red"}}]}""", "unknown property 'colour'")]
    [InlineData("""{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"name":{"vi":"x"}}}]}""", "must be a text")]
    [InlineData("""{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"id":"a","id":"b"}}]}""", "not usable JSON")]
    [InlineData("""{"type":"FeatureCollection","features":[{"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"id":"\ud800"}}]}""", "can't be read")]
    [InlineData("""{"devices":[{"id":"a"}]}""", "kind")]
    [InlineData("""{"devices":[null]}""", "null is no device")]
    [InlineData("""{"devices":[{"id":"a","kind":"site","name":"n","unitCode":"1","latitude":1,"longitude":2,"colour":"red"}]}""", "colour")]
    public void Hostile_JSON_is_refused_with_the_reason(string text, string reason)
    {
        var rows = DeviceFile.Read(Encoding.UTF8.GetBytes(text));

        Assert.Empty(rows.Rows);
        Assert.Contains(rows.Errors, error => error.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void JSON_that_is_nested_a_million_deep_is_refused()
    {
        var rows = DeviceFile.Read(Encoding.UTF8.GetBytes("{\"features\":" + new string('[', 1_000_000)));

        Assert.NotEmpty(rows.Errors);
    }

    private static void AssertSame(string file)
    {
        var rows = DeviceFile.Read(Encoding.UTF8.GetBytes(file));

        Assert.Empty(rows.Errors);
        Assert.Equal(SampleDevices.All.Select(Json), rows.Rows.Select(row => Json(row.Row)));
    }

    private static string Json(DeviceDocument device) => JsonSerializer.Serialize(device, DeviceJson.Options);
}
