using Ioc.Gateway.OutsideBroker;
using Ioc.Host.Serving;
using Ioc.Host.Terminals;
using Ioc.Mqtt.Client;

namespace Ioc.Host.Tests.Serving;

public sealed class DoctorTests
{
    [Fact]
    public async Task A_sound_directory_has_no_problem_while_the_server_runs_and_after()
    {
        await using var running = await RunningServer.StartAsync();
        await running.ImportUnitsAsync();

        Assert.Contains("answers at http://127.0.0.1:", await running.DoneAsync("doctor"), StringComparison.Ordinal);
        await running.StopAsync();

        var report = await running.DoneAsync("doctor");
        Assert.Contains("no server runs on this directory", report, StringComparison.Ordinal);
        Assert.DoesNotContain("PROBLEM", report, StringComparison.Ordinal);
        await running.StartAgainAsync();
    }

    [Fact]
    public async Task A_token_that_others_can_read_is_a_problem_with_its_remedy()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix file modes");
            return;
        }

        await using var running = await RunningServer.StartAsync();
        var token = Path.Combine(running.Data, "admin.token");
        File.SetUnixFileMode(token, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var (code, text, _) = await running.IocAsync("doctor");

        Assert.Equal(1, code);
        Assert.Contains("chmod 0600 " + token, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_leaves_the_machine_in_clear_and_secrets_within_others_reach_are_said_at_the_start_and_by_the_doctor()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Unix file modes");
            return;
        }

        var broker = new OutsideBrokerOptions { Address = new BrokerAddress(ClientTransport.Tcp, "broker.invalid", 1883, ""), ClientId = "c" };
        var secrets = new List<string>();
        await using var running = await RunningServer.StartAsync(options => options with { OutsideBroker = broker, SecretFiles = secrets });
        await running.StopAsync();
        secrets.Add(await running.FileAsync("password", "x"));
        File.SetUnixFileMode(secrets[0], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        await running.StartAgainAsync();
        await using var start = new StringWriter();
        Announcement.Print(new Terminal(TextReader.Null, start, TextWriter.Null, TimeProvider.System), running.Server, running.Options with { OutsideBroker = broker, SecretFiles = secrets });

        Assert.Contains("WARNING  the password for mqtt://broker.invalid:1883", start.ToString(), StringComparison.Ordinal);
        Assert.Contains($"WARNING  {secrets[0]}", start.ToString(), StringComparison.Ordinal);
        var (code, text, _) = await running.IocAsync("doctor");
        Assert.Equal(1, code);
        Assert.Contains("PROBLEM  the password for mqtt://broker.invalid:1883", text, StringComparison.Ordinal);
        Assert.Contains($"PROBLEM  {secrets[0]} holds a secret", text, StringComparison.Ordinal);

        File.SetUnixFileMode(secrets[0], UnixFileMode.UserRead);
        Assert.DoesNotContain("holds a secret", (await running.IocAsync("doctor")).Out, StringComparison.Ordinal);
        await running.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(running.Data, "ioc.json"), """{"listen":"0.0.0.0"}""");
        Assert.Contains("PROBLEM  people's passwords cross the network in clear", (await running.IocAsync("doctor")).Out, StringComparison.Ordinal);
        await running.StartAgainAsync();
    }

    [Fact]
    public async Task A_flipped_bit_in_the_journal_is_a_problem()
    {
        await using var running = await RunningServer.StartAsync();
        await running.ImportUnitsAsync();
        await running.DoneAsync("device add loa-1 --kind loudspeaker --unit 00001 --lat 19.8 --lon 105.6");
        await running.DoneAsync("device add loa-2 --kind loudspeaker --unit 00001 --lat 19.8 --lon 105.6");
        await running.StopAsync();
        var segment = Directory.GetFiles(Path.Combine(running.Data, "journal"), "*.journal").Order(StringComparer.Ordinal).First();
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[bytes.Length / 3] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);

        var (code, text, _) = await running.IocAsync("doctor");

        Assert.Equal(1, code);
        Assert.Contains("damaged in " + segment, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operations.db", "with it units, devices")]
    [InlineData("telemetry.db", "with it all stored series")]
    [InlineData("journal", "the journal is missing")]
    public async Task What_is_missing_is_a_problem_that_says_what_is_gone(string name, string words)
    {
        await using var running = await RunningServer.StartAsync();
        await running.ImportUnitsAsync();
        await running.DoneAsync("device add loa-1 --kind loudspeaker --unit 00001 --lat 19.8 --lon 105.6");
        await running.StopAsync();
        var path = Path.Combine(running.Data, name);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);

        var (code, text, _) = await running.IocAsync("doctor");

        Assert.Equal(1, code);
        Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_head_of_the_journal_is_a_problem()
    {
        await using var running = await RunningServer.StartAsync();
        await running.ImportUnitsAsync();
        await running.DoneAsync("device add loa-1 --kind loudspeaker --unit 00001 --lat 19.8 --lon 105.6");
        await running.StopAsync();
        var segment = Directory.GetFiles(Path.Combine(running.Data, "journal"), "*.journal").Single();
        var bytes = await File.ReadAllBytesAsync(segment);
        bytes[2] ^= 1;
        await File.WriteAllBytesAsync(segment, bytes);

        var (code, text, _) = await running.IocAsync("doctor");

        Assert.Equal(1, code);
        Assert.Contains($"{segment} is damaged at offset 0", text, StringComparison.Ordinal);
    }

    /// <summary>As after an older operations.db was put beside a newer journal: what to do is said, and it helps.</summary>
    [Fact]
    public async Task A_journal_that_begins_after_what_the_databases_hold_is_a_problem_and_a_start_refuses_it()
    {
        await using var running = await RunningServer.StartAsync();
        await running.ImportUnitsAsync();
        await running.DoneAsync("device add loa-1 --kind loudspeaker --unit 00001 --lat 19.8 --lon 105.6");
        await running.StopAsync();
        MoveJournalAway(running);
        await running.StartAgainAsync();
        await running.StopAsync();
        Assert.DoesNotContain("PROBLEM", (await running.IocAsync("doctor")).Out, StringComparison.Ordinal);
        using (var database = new Ioc.Silo.Storage.OperationsDatabase(running.Data))
        {
            using var connection = database.CreateConnection();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE engine_watermark SET position = 1";
            command.ExecuteNonQuery();
        }

        var (code, text, _) = await running.IocAsync("doctor");
        Assert.Equal(1, code);
        Assert.Matches("it begins after position [0-9]+ and operations.db ends at 1,", text);
        var (server, problem) = await Server.StartAsync(running.Options, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.Null(server);
        Assert.Contains("lacks entries from position 2 on", problem, StringComparison.Ordinal);
        MoveJournalAway(running);
        await running.StartAgainAsync();
        await running.StopAsync();
        Assert.DoesNotContain("PROBLEM", (await running.IocAsync("doctor")).Out, StringComparison.Ordinal);
    }

    private static void MoveJournalAway(RunningServer running)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(running.Data, "journal"), "*.journal"))
            File.Delete(file);
    }

    [Fact]
    public async Task What_waits_for_a_time_series_server_that_is_away_is_counted()
    {
        await using var running = await RunningServer.StartAsync();
        await running.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(running.Data, "ioc.json"), """{"telemetry":"influx://127.0.0.1:1","telemetryWaitingRowsMax":50000}""");
        using (var database = new Ioc.Silo.Storage.TelemetryDatabase(running.Data))
        {
            using var connection = database.CreateConnection();
            using var command = connection.CreateCommand();
            command.CommandText =
                "INSERT INTO telemetry_forwarding (id, position) VALUES (1, 5);"
                + "INSERT INTO telemetry_blocks (device_group, start_ms, first_position, data) VALUES (1, 1793869200000, 5, x'00'), (1, 1793872800000, 6, x'00'), (1, 1793876400000, 7, x'00')";
            command.ExecuteNonQuery();
        }

        var (code, text, _) = await running.IocAsync("doctor");

        Assert.Equal(1, code);
        Assert.Contains("2 rows wait for it, of 50,000 that may, the oldest from 2026-11-05 10:00 UTC", text, StringComparison.Ordinal);
        File.Delete(Path.Combine(running.Data, "ioc.json"));
        await running.StartAgainAsync();
    }

    [Fact]
    public async Task A_flipped_bit_in_a_row_of_points_is_a_problem()
    {
        await using var running = await RunningServer.StartAsync();
        await running.StopAsync();
        using (var database = new Ioc.Silo.Storage.TelemetryDatabase(running.Data))
        {
            using var connection = database.CreateConnection();
            using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO telemetry_blocks (device_group, start_ms, first_position, data) VALUES (1, 0, 1, x'0201000100aabbccdd')";
            command.ExecuteNonQuery();
        }

        var (code, text, _) = await running.IocAsync("doctor");

        Assert.Equal(1, code);
        Assert.Contains("1 of 1 rows of points are damaged", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_is_none_is_a_problem()
    {
        await using var running = await RunningServer.StartAsync();
        await running.StopAsync();
        await File.WriteAllTextAsync(Path.Combine(running.Data, "telemetry.db"), new string('x', 8_192));

        var (code, text, _) = await running.IocAsync("doctor");

        Assert.Equal(1, code);
        Assert.Contains("PROBLEM  telemetry.db", text, StringComparison.Ordinal);
    }
}
