using Dapper;
using Ioc.Silo.Accounts;
using Ioc.Silo.Storage;
using Ioc.Silo.Tests.Journal;

namespace Ioc.Silo.Tests.Accounts;

public sealed class AccountsMigrationTests
{
    [Fact]
    public void Roles_of_the_first_version_become_roles_over_the_whole_centre_and_their_tokens_stay()
    {
        using var directory = new TempDirectory();
        var token = SqliteTokens.Prefix + Secret.New();
        using (var old = new OperationsDatabase(directory.Path, [new MigrationSet("accounts", [AccountsSchema.Set.Scripts[0]])]))
        {
            old.Write((connection, transaction) => connection.Execute(
                """
                INSERT INTO accounts VALUES ('admin', 'pbkdf2-sha256$1000$AAAA$AAAA', 3, 5), ('lan', 'x', 2, 5), ('hoa', 'x', 1, 5);
                INSERT INTO account_tokens VALUES (@hash, 'admin', 'first administrator', 5, NULL);
                """,
                new { hash = Convert.FromHexString(Secret.Key(token)) }, transaction));
        }

        using var rig = new AccountsRig(directory.Path, 1_000, new FakeTime());
        Assert.Equal(
            [("admin", new Grant(AccountRole.Administrator)), ("hoa", new Grant(AccountRole.Viewer)), ("lan", new Grant(AccountRole.Operator))],
            rig.Accounts.All.Select(account => (account.UserName, Assert.Single(account.Grants))));
        Assert.Equal("admin", rig.Tokens.Use(token, null)?.UserName);
        Assert.NotEqual(DateTimeOffset.UnixEpoch, rig.Accounts.Find("lan")!.FactorFrom);
    }
}
