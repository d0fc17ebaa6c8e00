using Ioc.Silo.Audit;

namespace Ioc.Dashboard.Tests;

/// <summary>A row is written before it is done, so each call says in a second one when nothing came of it.</summary>
public sealed class AuditUndoneTests
{
    [Theory]
    [InlineData("POST", "/api/v1/devices/credentials", """{"deviceIds":["ls-1","ls-2"]}""")]
    [InlineData("POST", "/api/v1/devices/ls-1/credential", """{"graceHours":24}""")]
    [InlineData("DELETE", "/api/v1/devices/ls-1/credential", "")]
    [InlineData("DELETE", "/api/v1/devices/ls-1", "")]
    [InlineData("PUT", "/api/v1/devices/ls-1/certificates", """{"identity":"cn:SN-1"}""")]
    [InlineData("DELETE", "/api/v1/devices/ls-1/certificates?identity=cn:SN-0", "")]
    [InlineData("PUT", "/api/v1/units", """{"units":[{"code":"9","name":"x","level":"commune","parentCode":"nowhere"}]}""")]
    [InlineData("PUT", "/api/v1/units/boundaries", """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"nowhere"},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]}}]}""")]
    [InlineData("POST", "/api/v1/strangers/adopt", $$"""{"device":{{AuditTests.Device}}}""")]
    [InlineData("POST", "/api/v1/strangers/block", """{"clientId":"pest"}""")]
    [InlineData("POST", "/api/v1/strangers/unblock", """{"clientId":"ghost"}""")]
    [InlineData("POST", "/api/v1/claims", """{"claims":[{"kind":"loudspeaker"}]}""")]
    [InlineData("DELETE", "/api/v1/claims/c-1", "")]
    [InlineData("POST", "/api/v1/claims/use", $$"""{"code":"GOOD","device":{{AuditTests.Device}}}""")]
    [InlineData("POST", "/api/v1/alerts/a-1/acknowledge", "")]
    public async Task What_was_written_and_then_not_done_is_said(string method, string path, string body)
    {
        await using DashboardServer server = await DashboardServer.StartAsync(worriesExpected: true);
        server.Registry.IsGone = true;
        Assert.False((await AuditTests.SendAsync(server, method, path, body)).IsSuccessStatusCode);
        AssertUndone(server);
    }

    [Fact]
    public async Task So_is_what_the_disk_refused()
    {
        await using DashboardServer server = await DashboardServer.StartAsync(worriesExpected: true);
        server.DeviceAccess.IsBroken = true;
        Assert.False((await AuditTests.SendAsync(server, "POST", "/api/v1/devices/credentials", """{"deviceIds":["ls-1","ls-2"]}""")).IsSuccessStatusCode);
        AssertUndone(server);
    }

    [Fact]
    public async Task So_is_a_broadcast_that_was_over_before_it_was_cancelled()
    {
        await using DashboardServer server = await DashboardServer.StartAsync();
        await AuditTests.SendAsync(server, "POST", "/api/v1/broadcasts", """{"id":"b-1","level":"routine","title":"t","text":"Thông báo","exercise":false,"units":["14758"],"devices":[]}""");
        server.Broadcasts.IsOver = true;
        await AuditTests.SendAsync(server, "POST", "/api/v1/broadcasts/b-1/cancel", "");
        AssertUndone(server);
        server.Broadcasts.IsOver = false;
        await AuditTests.SendAsync(server, "POST", "/api/v1/broadcasts/b-1/cancel", "");
        Assert.Equal(AuditOutcome.Done, server.Audit.Entries[^1].Outcome);
    }

    private static void AssertUndone(DashboardServer server)
    {
        AuditEntry[] rows = [.. server.Audit.Entries];
        Assert.InRange(rows.Length, 2, 4);
        Assert.Equal((AuditOutcome.Done, AuditOutcome.Failed, rows[^2].Action), (rows[^2].Outcome, rows[^1].Outcome, rows[^1].Action));
        Assert.Matches("^rows? [0-9 to]+ (was|were) not done: ", rows[^1].Why);
    }
}
