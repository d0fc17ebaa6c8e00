using Ioc.Silo.Tests.Influx;

namespace Ioc.Silo.Tests.Stores;

/// <summary>The suite against an InfluxDB that has added up its hours, some of them anew after late messages.</summary>
public sealed class InfluxHoursStoreTests : StoreSuite
{
    private protected override async Task<StoreRig> OpenAsync()
    {
        Assert.SkipUnless(SeriesServer.HasInflux, "influxdb is not installed");
        return new ServerRig(await SeriesServer.StartInfluxAsync(), Later);
    }
}
