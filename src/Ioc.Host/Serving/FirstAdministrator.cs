using Ioc.Host.Calling;
using Ioc.Host.Registering;
using Ioc.Silo.Accounts;
using Ioc.Silo.Storage;

namespace Ioc.Host.Serving;

/// <summary>
/// A new server has nobody who could sign in to make the first account, so it makes one itself and leaves password and token in files that
/// only the owner of the data directory can read. Whoever deletes the files keeps them deleted: they are made again only while the
/// password file is still there.
/// </summary>
internal static class FirstAdministrator
{
    public const string UserName = "admin";

    public static async Task EnsureAsync(IAccounts accounts, ITokens tokens, DataDirectory directory, CancellationToken cancellationToken)
    {
        if (!accounts.Any)
        {
            // The file first: an account whose password nobody knows could not be repaired, a file without account is overwritten here.
            var password = GeneratedPassword.New();
            PrivateFile.Write(directory.AdministratorPasswordFile, password);
            File.Delete(directory.AdministratorTokenFile);
            await accounts.AddAsync(new NewAccount(UserName, password, [new Grant(AccountRole.Administrator)]), cancellationToken);
        }

        if (!File.Exists(directory.AdministratorTokenFile) && File.Exists(directory.AdministratorPasswordFile))
        {
            var (token, _) = await tokens.CreateAsync(UserName, Path.GetFileName(directory.AdministratorTokenFile), permissions: null, expiresAt: null, cancellationToken);
            PrivateFile.Write(directory.AdministratorTokenFile, token);
        }
    }
}
