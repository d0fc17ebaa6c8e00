namespace Ioc.Host.BackingUp;

/// <param name="Name">Relative to the backup, with forward slashes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its hash, hexadecimal.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256);
