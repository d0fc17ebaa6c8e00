using System.Diagnostics;
using Ioc.Silo.Journal;

namespace Ioc.Gateway.Tests;

/// <summary>A client that we did not write.</summary>
public sealed class MosquittoTests
{
    private const string Publisher = "/usr/bin/mosquitto_pub";

    [Theory]
    [InlineData("mqttv311", 1)]
    [InlineData("mqttv5", 1)]
    [InlineData("mqttv5", 2)]
    public async Task Mosquitto_pub_is_a_good_device(string version, int qos)
    {
        Assert.SkipUnless(File.Exists(Publisher), "mosquitto-clients is not installed");
        await using var gateway = await GatewayUnderTest.StartAsync();
        gateway.Registry.Add("loa-1");
        using var process = Process.Start(
            Publisher,
            ["-h", "127.0.0.1", "-p", $"{gateway.Port}", "-V", version, "-i", "loa-1", "-u", "loa-1", "-P", "secret-loa-1",
             "-q", $"{qos}", "-t", GatewayUnderTest.Topic("loa-1", "telemetry"), "-m", """{"volume_percent":70}"""]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience.Limit);
        Assert.Equal(0, process.ExitCode);
        Assert.Equal("""{"volume_percent":70}""", (await gateway.Intake.NextAsync(EntryKind.Telemetry)).Text);
    }
}
