using System.Collections.Concurrent;
using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Tests.Fakes;

/// <summary>Three users whose token is "NAME-token" and whose password is "NAME-password".</summary>
internal sealed class FakeAccounts : IAccounts
{
    public ConcurrentDictionary<string, Account> Users { get; } = new(
        new[] { new Account("viewer", AccountRole.Viewer), new Account("operator", AccountRole.Operator), new Account("administrator", AccountRole.Administrator) }
            .Select(account => KeyValuePair.Create(account.UserName, account)));

    public Task<Account?> SignInAsync(string userName, string password, CancellationToken cancellationToken) =>
        Task.FromResult(password == userName + "-password" ? Users.GetValueOrDefault(userName) : null);

    public Account? FindByToken(string token) => token.EndsWith("-token", StringComparison.Ordinal) ? Users.GetValueOrDefault(token[..^6]) : null;

    public Task<string> CreateTokenAsync(string userName, string label, CancellationToken cancellationToken) => Task.FromResult(userName + "-token");

    public Task PutUserAsync(string userName, string password, AccountRole role, CancellationToken cancellationToken)
    {
        Users[userName] = new Account(userName, role);
        return Task.CompletedTask;
    }

    public Task<Account?> FindUserAsync(string userName, CancellationToken cancellationToken) => Task.FromResult(Users.GetValueOrDefault(userName));

    public Task<bool> AnyAsync(CancellationToken cancellationToken) => Task.FromResult(true);
}
