using Dapper;
using Ioc.Silo.Audit;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ioc.Silo.Tests.Audit;

public sealed class AuditTests : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly FakeTime _time = new();
    private OperationsDatabase _database;
    private SqliteAudit _audit;

    public AuditTests()
    {
        _database = new OperationsDatabase(_directory.Path);
        _audit = Open();
    }

    public static TheoryData<string> Columns => [.. new[]
    {
        "number", "at_ms", "actor_kind", "actor", "via", "address", "action", "subject_kind", "subject", "unit_code", "outcome", "before", "after",
        "why", "sha256", "seal",
    }];

    [Fact]
    public async Task A_row_says_who_did_what_from_where_and_what_it_was_before()
    {
        Assert.Equal(1, await _audit.AppendAsync(Full(), default));
        var row = Assert.Single((await _audit.QueryAsync(new AuditQuery(), default)).Items);
        Assert.Equal(("account", "lan.nguyen", "token shift", "10.0.0.7", "device.changed"), (row.ActorKind, row.ActorName, row.Via, row.Address, row.Action));
        Assert.Equal(("device", "loa-1", "38001", "done"), (row.SubjectKind, row.Subject, row.UnitCode, row.Outcome));
        Assert.Equal(("""{"name":"Loa đình"}""", """{"name":"Loa chợ"}""", "moved"), (row.Before, row.After, row.Why));
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds(), row.At.ToUnixTimeMilliseconds());
        Assert.Matches("^[0-9a-f]{32}$", row.Actor);
        Assert.Null(_audit.Verify(default).Fault);
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_and_filters_find_names_nouns_and_text()
    {
        for (var number = 0; number < 7; number++)
            await _audit.AppendAsync(Full() with { Subject = AuditSubject.Device($"loa_{number}"), Action = number == 3 ? AuditActions.DeviceRemoved : AuditActions.DeviceChanged }, default);
        var first = await _audit.QueryAsync(new AuditQuery { PageSize = 3, Actor = "LAN.nguyen" }, default);
        Assert.Equal([7, 6, 5], first.Items.Select(row => row.Number));
        Assert.Equal((5, 7), (first.Next, first.Total));
        Assert.Equal([4, 3, 2], (await _audit.QueryAsync(new AuditQuery { PageSize = 3, Before = first.Next }, default)).Items.Select(row => row.Number));
        Assert.Equal(7, (await _audit.QueryAsync(new AuditQuery { Action = "device" }, default)).Total);
        Assert.Equal(0, (await _audit.QueryAsync(new AuditQuery { Action = "dev" }, default)).Total);
        Assert.Equal(4, Assert.Single((await _audit.QueryAsync(new AuditQuery { Action = "device.removed" }, default)).Items).Number);
        Assert.Equal(7, (await _audit.QueryAsync(new AuditQuery { Text = "Loa chợ" }, default)).Total);
        Assert.Equal(0, (await _audit.QueryAsync(new AuditQuery { Text = "loa%6" }, default)).Total);
        Assert.Equal(0, (await _audit.QueryAsync(new AuditQuery { UnitCodes = ["38002"] }, default)).Total);
        Assert.Equal(0, (await _audit.QueryAsync(new AuditQuery { Actor = "' OR 1=1 --" }, default)).Total);
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task One_changed_byte_is_found_in_every_column(string column)
    {
        for (var number = 0; number < 3; number++)
            await _audit.AppendAsync(Full(), default);
        var changed = column is "number" or "at_ms" ? $"{column} + 1" : column is "sha256" or "seal" ? $"CAST(X'FF' || substr({column}, 2) AS BLOB)" : $"'x' || substr({column}, 2)";
        Tamper($"UPDATE audit SET {column} = {changed} WHERE number = 3");
        var fault = _audit.Verify(default).Fault;
        Assert.Equal(3, fault?.Row);
        Reopen();
        Assert.Equal(3, _audit.Fault?.Row);
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE number = 2", 2)]
    [InlineData("DELETE FROM audit WHERE number = 3", 3)]
    [InlineData("DELETE FROM audit WHERE number >= 2", 2)]
    [InlineData("DELETE FROM audit", 1)]
    [InlineData("UPDATE audit SET why = NULL WHERE number = 2", 2)]
    [InlineData("UPDATE audit SET sha256 = 'text', seal = 7 WHERE number = 2", 2)]
    [InlineData("UPDATE audit SET via = address, address = via WHERE number = 2", 2)]
    public async Task A_row_that_is_gone_emptied_or_shuffled_is_found(string sql, long row)
    {
        for (var number = 0; number < 3; number++)
            await _audit.AppendAsync(Full(), default);
        Tamper(sql);
        Assert.Equal(row, _audit.Verify(default).Fault?.Row);
        await _audit.AppendAsync(Full() with { Why = "later" }, default);
        await _audit.AppendAsync(Full(), default);
        Reopen();
        await _audit.AppendAsync(Full(), default);
        Assert.NotNull(_audit.Verify(default).Fault);
    }

    [Fact]
    public async Task Rows_that_were_cut_off_long_before_the_last_ones_are_found_at_the_start_and_stay_found()
    {
        for (var number = 0; number < 3; number++)
            await _audit.AppendAsync(Full(), default);
        Tamper("DELETE FROM audit WHERE number >= 2");
        for (var number = 0; number < 6; number++)
            await _audit.AppendAsync(Full() with { Why = "later" }, default);
        for (var start = 0; start < 2; start++)
        {
            Reopen(rowsAtStart: 3);
            Assert.Equal(3, _audit.Fault?.Row);
            await _audit.AppendAsync(Full(), default);
        }

        Assert.Equal(3, _audit.Verify(default).Fault?.Row);
    }

    [Fact]
    public async Task A_head_that_stayed_behind_its_chain_is_no_fault()
    {
        await _audit.AppendAsync(Full(), default);
        var head = File.ReadAllText(AuditHead.PathIn(_directory.Path));
        for (var number = 0; number < 6; number++)
            await _audit.AppendAsync(Full(), default);
        File.WriteAllText(AuditHead.PathIn(_directory.Path), head);
        Reopen(rowsAtStart: 3);
        Assert.Null(_audit.Fault);
    }

    [Fact]
    public async Task A_chain_made_anew_without_the_key_is_found()
    {
        for (var number = 0; number < 3; number++)
            await _audit.AppendAsync(Full(), default);
        using var connection = Unguarded();
        var before = new byte[32];
        foreach (var row in connection.Query<AuditRow>($"SELECT {AuditRow.Columns} FROM audit ORDER BY number").ToList())
        {
            before = (row with { Why = "forged" }).HashAfter(before);
            connection.Execute("UPDATE audit SET why = 'forged', sha256 = @before WHERE number = @Number", new { before, row.Number });
        }

        Assert.Contains("key", _audit.Verify(default).Fault?.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AuditHead.FileName)]
    [InlineData(AuditSeal.FileName)]
    public async Task A_head_or_key_that_is_changed_or_gone_is_found_and_stays_found(string file)
    {
        await _audit.AppendAsync(Full(), default);
        var path = Path.Combine(_directory.Path, file);
        var text = File.ReadAllText(path);
        foreach (var forged in (string?[])[text.Replace(text[0], text[0] == '7' ? '8' : '7'), null])
        {
            if (forged is null)
                File.Delete(path);
            else
                File.WriteAllText(path, forged);
            Reopen();
            await _audit.AppendAsync(Full(), default);
            Reopen();
            Assert.NotNull(_audit.Fault);
        }
    }

    [Theory]
    [InlineData(true, "DELETE FROM audit")]
    [InlineData(false, "DELETE FROM audit")]
    [InlineData(false, "DELETE FROM audit; DELETE FROM audit_people; INSERT INTO accounts (user_name, password, changed_at_ms, last_sign_in_ms) VALUES ('lan', '', 0, 1)")]
    public async Task A_table_that_was_emptied_with_its_key_taken_away_is_found(bool headStays, string sql)
    {
        await _audit.AppendAsync(Full(), default);
        Tamper(sql);
        File.Delete(Path.Combine(_directory.Path, AuditSeal.FileName));
        if (!headStays)
            File.Delete(AuditHead.PathIn(_directory.Path));
        Reopen();
        Assert.NotNull(_audit.Fault);
        await _audit.AppendAsync(Full(), default);
        Reopen();
        Assert.NotNull(_audit.Fault);
    }

    [Fact]
    public async Task A_disk_that_can_not_be_read_does_not_stop_the_centre()
    {
        await _audit.AppendAsync(Full(), default);
        Tamper("ALTER TABLE audit RENAME TO elsewhere");
        var log = new Heard();
        using var upkeep = new AuditUpkeep(_audit, _time, log);
        await upkeep.StartAsync(default);
        await Task.WhenAny(log.Said, upkeep.ExecuteTask!);
        Assert.False(upkeep.ExecuteTask!.IsCompleted);
        await upkeep.StopAsync(default);
    }

    [Fact]
    public async Task Two_names_exchanged_and_a_name_taken_away_are_found()
    {
        await _audit.AppendAsync(Full(), default);
        await _audit.AppendAsync(Full() with { Actor = AuditActor.Account("minh", null) }, default);
        Tamper("UPDATE audit_people SET name = 'minh.' WHERE name = 'minh'");
        Assert.Contains("pseudonym", _audit.Verify(default).Fault?.What, StringComparison.Ordinal);
        Tamper("DELETE FROM audit_people WHERE name = 'minh.'");
        Assert.Equal(2, _audit.Verify(default).Fault?.Row);
    }

    [Fact]
    public async Task A_forgotten_account_keeps_its_rows_under_a_pseudonym_and_the_chain_stays_sound()
    {
        await _audit.AppendAsync(Full(), default);
        Assert.False(await _audit.ForgetAsync("nobody", Full(), default));
        Assert.True(await _audit.ForgetAsync("lan.nguyen", Full() with { Actor = AuditActor.Account("admin", null) }, default));
        var rows = (await _audit.QueryAsync(new AuditQuery(), default)).Items;
        Assert.All(rows, row => Assert.NotEqual("lan.nguyen", row.ActorName));
        Assert.Equal(rows[1].Actor, rows[0].Subject);
        await _audit.AppendAsync(Full(), default);
        Assert.NotEqual(rows[1].Actor, (await _audit.QueryAsync(new AuditQuery { Actor = "lan.nguyen" }, default)).Items[0].Actor);
        Assert.Null(_audit.Verify(default).Fault);
        Assert.DoesNotContain("lan.nguyen", string.Concat(rows.Select(row => row.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_written_is_refused_and_what_fails_afterwards_is_said()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _audit.DoAsync<int>(Full(), () => throw new InvalidOperationException("secret"), _ => null, default));
        var rows = (await _audit.QueryAsync(new AuditQuery(), default)).Items;
        Assert.Equal(("failed", "row 1 was not done: InvalidOperationException"), (rows[0].Outcome, rows[0].Why));

        using (var connection = Unguarded())
            connection.Execute("CREATE TRIGGER no_more BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'disk full'); END");
        var acted = false;
        await Assert.ThrowsAsync<AuditUnavailableException>(() => _audit.DoAsync(Full(), () => Task.FromResult(acted = true), _ => null, default));
        Assert.False(acted);
    }

    [Fact]
    public async Task What_was_not_done_is_said_also_to_who_hung_up()
    {
        using var line = new CancellationTokenSource();
        Task<int> HangUpAsync()
        {
            line.Cancel();
            return Task.FromResult(0);
        }

        await _audit.DoAsync(Full(), HangUpAsync, _ => "it was gone", line.Token);
        await _audit.DoAsync([Full(), Full()], () => Task.FromResult(0), _ => "it was gone", default);
        await _audit.DoAsync(Full(), () => Task.FromResult(0), _ => null, default);
        var rows = (await _audit.QueryAsync(new AuditQuery(), default)).Items.Reverse();
        Assert.Equal(["done", "failed", "done", "done", "failed", "done"], rows.Select(row => row.Outcome));
        Assert.Equal(["row 1 was not done: it was gone", "rows 3 to 4 were not done: it was gone"], rows.Where(row => row.Outcome == "failed").Select(row => row.Why));
    }

    [Fact]
    public async Task Nothing_is_written_while_the_head_can_not_be_kept_outside()
    {
        await _audit.AppendAsync(Full(), default);
        var beside = AuditHead.PathIn(_directory.Path) + ".new";
        Directory.CreateDirectory(beside);
        await _audit.AppendAsync(Full(), default);
        await Assert.ThrowsAsync<AuditUnavailableException>(() => _audit.AppendAsync(Full(), default));
        Directory.Delete(beside);
        Assert.Equal(3, await _audit.AppendAsync(Full(), default));
        Assert.Null(_audit.Verify(default).Fault);
    }

    [Fact]
    public async Task Appends_at_once_from_many_sides_make_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _audit.AppendAsync(Full(), default)));
        await _audit.AppendAsync([Full(), Full()], default);
        var verdict = _audit.Verify(default);
        Assert.Equal((42, null), (verdict.Rows, verdict.Fault));
        Reopen();
        Assert.Null(_audit.Fault);
    }

    [Fact]
    public async Task What_strangers_send_is_bounded_and_readable()
    {
        await _audit.AppendAsync(Full() with { Address = "::1\r\n\u001b[2J", Why = new string('y', 100_000), After = new { text = new string('z', 100_000) } }, default);
        var row = (await _audit.QueryAsync(new AuditQuery(), default)).Items[0];
        Assert.Equal(@"::1\x0D\x0A\x1B[2J", row.Address);
        Assert.Equal(AuditLimits.WhyCharsMax, row.Why?.Length);
        Assert.Matches("""^\{"chars":100011,"sha256":"[0-9a-f]{64}"\}$""", row.After);
    }

    [Fact]
    public void Only_the_owner_may_read_the_key_and_the_head()
    {
        if (!OperatingSystem.IsWindows())
            foreach (var file in (string[])[AuditSeal.FileName, AuditHead.FileName])
                Assert.Equal(PrivateFile.Mode, File.GetUnixFileMode(Path.Combine(_directory.Path, file)));
    }

    [Fact]
    public async Task The_table_refuses_changes_by_itself()
    {
        await _audit.AppendAsync(Full(), default);
        Assert.Throws<SqliteException>(() => _database.Write((connection, _) => connection.Execute("UPDATE audit SET why = ''")));
        Assert.Throws<SqliteException>(() => _database.Write((connection, _) => connection.Execute("DELETE FROM audit")));
    }

    public void Dispose()
    {
        _database.Dispose();
        _directory.Dispose();
    }

    private static AuditEntry Full() => new()
    {
        Actor = AuditActor.Account("Lan.Nguyen", "token shift"), Address = "10.0.0.7", Action = AuditActions.DeviceChanged, Subject = AuditSubject.Device("loa-1"),
        UnitCode = "38001", Before = new { name = "Loa đình" }, After = new { name = "Loa chợ" }, Why = "moved",
    };

    private void Tamper(string sql)
    {
        using var connection = Unguarded();
        connection.Execute(sql);
    }

    /// <summary>As who has the file: no trigger stops them.</summary>
    private SqliteConnection Unguarded()
    {
        var connection = _database.CreateConnection();
        connection.Execute("DROP TRIGGER IF EXISTS audit_rows_stay; DROP TRIGGER IF EXISTS audit_rows_stand");
        return connection;
    }

    private void Reopen(int rowsAtStart = AuditLimits.RowsAtStart)
    {
        _database.Dispose();
        _database = new OperationsDatabase(_directory.Path);
        _audit = Open(rowsAtStart);
    }

    private SqliteAudit Open(int rowsAtStart = AuditLimits.RowsAtStart) =>
        new(_database, new StoreOptions { DataDirectory = _directory.Path }, _time, NullLogger<SqliteAudit>.Instance, rowsAtStart);

    private sealed class Heard : ILogger<AuditUpkeep>
    {
        private readonly TaskCompletionSource _said = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Said => _said.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _said.TrySetResult();
    }
}
