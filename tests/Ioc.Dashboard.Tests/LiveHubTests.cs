using System.Text.Json;
using Ioc.Dashboard.Live;
using Ioc.Devices;
using Ioc.Devices.Twins;
using Ioc.Silo.Accounts;
using Ioc.Silo.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace Ioc.Dashboard.Tests;

public sealed class LiveHubTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(20));
    private DashboardServer _server = null!;

    private CancellationToken Stop => _limit.Token;

    public async ValueTask InitializeAsync() => _server = await DashboardServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task A_snapshot_has_columns_of_equal_length_and_the_words_of_the_contract()
    {
        await using HubClient client = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        JsonElement snapshot = await client.SubscribeAsync("""{"unit":null,"device":null}""", Stop);
        Assert.Equal(("overview", 17), (snapshot.GetProperty("scope").GetString(), snapshot.GetProperty("version").GetInt32()));
        JsonElement twins = snapshot.GetProperty("twins");
        Assert.All(twins.EnumerateObject(), column => Assert.Equal(5, column.Value.GetArrayLength()));
        Assert.Equal(["id", "handle", "kind", "name", "unit", "lat", "lon", "health", "conditions", "lastSeen", "playing"], twins.EnumerateObject().Select(column => column.Name));
        int row = twins.GetProperty("id").EnumerateArray().ToList().FindIndex(id => id.GetString() == "ls-2");
        Assert.Equal(4, twins.GetProperty("health")[row].GetInt32());
        Assert.Equal(["offline"], twins.GetProperty("conditions")[row].EnumerateArray().Select(word => word.GetString()));
        Assert.Equal("Cụm loa Bản Đoàn", twins.GetProperty("name")[row].GetString());
    }

    [Fact]
    public async Task Whoever_joins_while_things_change_misses_nothing_and_sees_nothing_twice()
    {
        using var changing = new CancellationTokenSource();
        Task changes = ChangeAsync(changing.Token);
        await Parallel.ForAsync(0, 8, Stop, async (_, stop) =>
        {
            await using HubClient client = await HubClient.ConnectAsync(_server, "viewer-token", stop);
            for (int turn = 0; turn < 5; turn++)
            {
                // A fresh connection follows nothing yet: whatever comes before its first snapshot has overtaken it.
                JsonElement snapshot = turn == 0 ? await client.SubscribeAsync("{}", stop) : await SubscribeAmongChangesAsync(client, stop);
                long version = snapshot.GetProperty("version").GetInt64();
                int row = snapshot.GetProperty("twins").GetProperty("id").EnumerateArray().ToList().FindIndex(id => id.GetString() == "ls-1");
                Assert.Equal(HealthAt(version), snapshot.GetProperty("twins").GetProperty("health")[row].GetInt32());
                for (int i = 0; i < 5; i++)
                {
                    JsonElement batch = await client.ChangesAsync(stop);
                    long from = batch.GetProperty("from").GetInt64();
                    Assert.True(from >= version || from == -1, $"from {from} after version {version}: seen twice");
                    if (from != version) break; // Slower than the changes: the contract's gap.
                    version = batch.GetProperty("version").GetInt64();
                    Assert.Equal(HealthAt(version), batch.GetProperty("twins")[0][1].GetInt32());
                }
            }
        });
        await changing.CancelAsync();
        await changes;
    }

    [Fact]
    public async Task The_first_batch_starts_at_the_snapshots_version()
    {
        await using HubClient client = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        JsonElement snapshot = await client.SubscribeAsync("{}", Stop);
        long version = _server.Engine.Change(1, Health.Faulty);
        JsonElement batch = await client.ChangesAsync(Stop);
        Assert.Equal(snapshot.GetProperty("version").GetInt64(), batch.GetProperty("from").GetInt64());
        Assert.Equal(version, batch.GetProperty("version").GetInt64());
        Assert.Equal("[[1,3,[],1795334400000,0]]", batch.GetProperty("twins").GetRawText());
    }

    [Fact]
    public async Task All_of_one_scope_share_one_pump_and_the_last_to_leave_ends_it()
    {
        var pumps = _server.Services.GetRequiredService<LivePumps>();
        HubClient first = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        await using HubClient second = await HubClient.ConnectAsync(_server, "operator-token", Stop);
        await first.SubscribeAsync("{}", Stop);
        await second.SubscribeAsync("{}", Stop);
        Assert.Equal(1, pumps.Count);
        await second.SubscribeAsync("""{"device":"ls-1"}""", Stop);
        Assert.Equal(2, pumps.Count);
        await first.DisposeAsync();
        await second.InvokeAsync("Unsubscribe", "null", Stop);
        Assert.Equal(3, (await second.NextAsync(Stop)).GetProperty("type").GetInt32());
        while (pumps.Count > 0 || _server.Engine.Open > 0)
        {
            Stop.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_device_is_followed_whole()
    {
        await using HubClient client = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        JsonElement snapshot = await client.SubscribeAsync("""{"device":"ls-1"}""", Stop);
        Assert.Equal("kept", snapshot.GetProperty("twin").GetProperty("telemetry").GetProperty("vendor_field").GetString());
        _server.Engine.Change(1, Health.Degraded);
        JsonElement batch = await client.ChangesAsync(Stop);
        Assert.Equal(("device", "ls-1", "degraded"),
            (batch.GetProperty("scope").GetString(), batch.GetProperty("device").GetString(), batch.GetProperty("twin").GetProperty("health").GetString()));
    }

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"unit":"14758"}""", "14758")]
    public async Task Whoever_sees_one_commune_follows_nothing_beyond_it(string request, string? unit)
    {
        var grant = new Grant(AccountRole.Operator, "14758");
        await _server.AddAsync("local", grant);
        await using HubClient client = await HubClient.ConnectAsync(_server, _server.TokenOf("local"), Stop);
        await client.SubscribeAsync(request, Stop);
        Assert.Contains(new ChangeScope(UnitCode: unit, Within: Reach.Of([grant])), _server.Engine.Subscribed);
    }

    [Fact]
    public async Task When_the_engine_drops_the_pump_everybody_is_told_to_ask_again()
    {
        await using HubClient client = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        await client.SubscribeAsync("{}", Stop);
        _server.Engine.DropAll();
        Assert.Equal(-1, (await client.ChangesAsync(Stop)).GetProperty("from").GetInt64());
        JsonElement again = await client.SubscribeAsync("{}", Stop);
        _server.Engine.Change(1, Health.Faulty);
        Assert.Equal(again.GetProperty("version").GetInt64(), (await client.ChangesAsync(Stop)).GetProperty("from").GetInt64());
    }

    [Fact]
    public async Task A_heartbeat_comes_and_a_registry_change_makes_all_ask_again()
    {
        await using HubClient client = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        JsonElement snapshot = await client.SubscribeAsync("{}", Stop);
        while (_server.Time.TimerCount == 0) await Task.Yield();
        _server.Time.Advance(TimeSpan.FromSeconds(5));
        JsonElement beat = await client.ChangesAsync(Stop);
        Assert.Equal(snapshot.GetProperty("version").GetInt64(), beat.GetProperty("from").GetInt64());
        Assert.Equal(0, beat.GetProperty("twins").GetArrayLength());

        _server.Registry.Replace(_server.Registry.Current.Units.Values, [.. _server.Registry.Current.DevicesById.Values.Where(device => device.Id != "ls-3")]);
        _server.Time.Advance(TimeSpan.FromSeconds(5));
        JsonElement next = await client.ChangesAsync(Stop);
        while (next.GetProperty("from").GetInt64() != -1) next = await client.ChangesAsync(Stop);
        JsonElement fresh = await client.SubscribeAsync("{}", Stop);
        Assert.DoesNotContain("ls-3", fresh.GetProperty("twins").GetProperty("id").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    public async Task A_browser_that_does_not_read_makes_nobody_wait()
    {
        await _server.Registry.PutDevicesAsync(
            [.. Enumerable.Range(0, 8_000).Select(i => Fakes.FakeRegistry.Make($"x-{i}", DeviceKind.Hotspot, "14758", new string('ậ', 50)))], Stop);
        _server.Engine.Fill();

        // 20 snapshots of 2 MB are more than every buffer between the two ends holds.
        await using HubClient stuck = await HubClient.ConnectAsync(_server, "viewer-token", Stop, compressed: false);
        for (int i = 0; i < 20; i++) await stuck.InvokeAsync("Subscribe", "{}", Stop);
        await using HubClient brisk = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        long version = (await brisk.SubscribeAsync("{}", Stop)).GetProperty("version").GetInt64();
        for (int i = 0; i < 500; i++)
        {
            _server.Engine.Change(1, i % 2 == 0 ? Health.Ok : Health.Faulty);
            JsonElement batch = await brisk.ChangesAsync(Stop);
            Assert.Equal(version, batch.GetProperty("from").GetInt64());
            version = batch.GetProperty("version").GetInt64();
        }
    }

    [Theory]
    [InlineData("""{"unit":"99"}""", "No such unit")]
    [InlineData("""{"device":"nobody"}""", "No such device")]
    [InlineData("""{"unit":"38","device":"ls-1"}""", "not both")]
    [InlineData("\"everything\"", "")]
    [InlineData("""{"colour":"red"}""", "")]
    public async Task A_bad_scope_is_an_error_and_the_connection_lives(string scope, string words)
    {
        await using HubClient client = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        await client.InvokeAsync("Subscribe", scope, Stop);
        JsonElement answer = await client.NextAsync(Stop);
        Assert.Contains(words, answer.GetProperty("error").GetString());
        Assert.DoesNotContain("   at ", answer.GetProperty("error").GetString());
        await client.SubscribeAsync("""{"unit":"14758"}""", Stop);
    }

    [Fact]
    public async Task A_removed_account_ends_its_connection_at_once()
    {
        await using HubClient client = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        await client.SubscribeAsync("{}", Stop);
        Assert.Equal(AccountChange.Done, await _server.Accounts.RemoveAsync("viewer", Stop));
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (true) await client.NextAsync(Stop);
        });
        Assert.False(Stop.IsCancellationRequested);
    }

    [Fact]
    public async Task One_account_keeps_the_others_from_following_nothing()
    {
        LivePumps pumps = _server.Services.GetRequiredService<LivePumps>();
        for (int i = 0; i < LiveLimits.ScopesPerAccountMax; i++) Assert.NotNull(pumps.Join(new ChangeScope(DeviceId: $"d-{i}"), "viewer"));
        Assert.NotNull(pumps.Join(new ChangeScope(DeviceId: "d-0"), "viewer"));
        Assert.Null(pumps.Join(new ChangeScope(DeviceId: "ls-1"), "viewer"));
        await using HubClient refused = await HubClient.ConnectAsync(_server, "viewer-token", Stop);
        await refused.InvokeAsync("Subscribe", """{"device":"ls-1"}""", Stop);
        Assert.Contains("Too many", (await refused.NextAsync(Stop)).GetProperty("error").GetString());
        await using HubClient other = await HubClient.ConnectAsync(_server, "operator-token", Stop);
        await other.SubscribeAsync("""{"device":"ls-1"}""", Stop);
    }

    /// <summary>After version n device 1 has health 1 + n % 4: a reader can check every state it is told.</summary>
    private static int HealthAt(long version) => version == 17 ? 1 : (int)(1 + (version % 4));

    private async Task ChangeAsync(CancellationToken stop)
    {
        long version = 17;
        while (!stop.IsCancellationRequested)
        {
            version = _server.Engine.Change(1, (Health)HealthAt(version + 1));
            await Task.Yield();
        }
    }

    private static async Task<JsonElement> SubscribeAmongChangesAsync(HubClient client, CancellationToken stop)
    {
        string id = await client.InvokeAsync("Subscribe", "{}", stop);
        while (true)
        {
            JsonElement message = await client.NextAsync(stop);
            if (message.GetProperty("type").GetInt32() == 3 && message.GetProperty("invocationId").GetString() == id) return message.GetProperty("result");
        }
    }
}
