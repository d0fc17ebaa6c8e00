using Ioc.Silo.Tests.Influx;

namespace Ioc.Silo.Tests.Stores;

/// <summary>The suite by the addresses, tokens and buckets of InfluxDB 2.x; a 1.x behind them stores and answers.</summary>
public sealed class BucketStoreTests : StoreSuite
{
    private protected override async Task<StoreRig> OpenAsync()
    {
        Assert.SkipUnless(SeriesServer.HasInflux, "influxdb is not installed");
        var server = await SeriesServer.StartInfluxAsync();
        await server.PostAsync("query?q=" + Uri.EscapeDataString("CREATE DATABASE ioc"), "");
        return new ServerRig(server, hoursTo: null, new BucketServer(server.Address) { WritesBehind = "write?db=ioc&precision=ns" });
    }
}
