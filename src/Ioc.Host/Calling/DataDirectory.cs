namespace Ioc.Host.Calling;

/// <summary>The names of the files that <c>ioc serve</c> keeps in its data directory, in one place.</summary>
internal sealed class DataDirectory(string path)
{
    /// <summary>A token is 43 characters; more than this is not one.</summary>
    private const int TokenBytesMax = 4096;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Held open, exclusively, by the process that owns the directory.</summary>
    public string LockFile => In("ioc.lock");

    /// <summary>The running server's address; see <see cref="ServerAddress"/>.</summary>
    public string ServerAddressFile => In("server.url");

    /// <summary>The first administrator's token, mode 0600.</summary>
    public string AdministratorTokenFile => In("admin.token");

    /// <summary>The first administrator's generated password, mode 0600; may be deleted once read.</summary>
    public string AdministratorPasswordFile => In("admin.password");

    /// <summary>What seals the audit, mode 0600; there as soon as the silo has started.</summary>
    public string AuditKeyFile => In("audit.key");

    /// <summary>Every file here that is worth stealing alone, mode 0600.</summary>
    public IReadOnlyList<string> Secrets => [AdministratorTokenFile, AdministratorPasswordFile, AuditKeyFile, In("accounts.key")];

    public string JournalDirectory => In("journal");

    /// <summary>MQTT sessions, messages that wait for devices, and retained messages.</summary>
    public string MqttStoreDirectory => In("mqtt");

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public string? TryReadAdministratorToken()
    {
        try
        {
            var file = new FileInfo(AdministratorTokenFile);
            return file.Exists && file.Length <= TokenBytesMax ? File.ReadAllText(file.FullName).Trim() : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
