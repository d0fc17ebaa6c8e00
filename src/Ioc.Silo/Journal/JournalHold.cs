namespace Ioc.Silo.Journal;

/// <summary>
/// Held while somebody copies the journal: the checkpoints of a running server then delete no segment. It is the operating system's lock on
/// a file, so it ends with the process that holds it, however that ends.
/// </summary>
public sealed class JournalHold : IDisposable
{
    private const string FileName = "hold";

    private readonly FileStream _held;

    private JournalHold(FileStream held) => _held = held;

    /// <summary>Null: another backup holds it.</summary>
    public static JournalHold? TryTake(string journalDirectory)
    {
        try
        {
            return new JournalHold(new FileStream(Path.Combine(journalDirectory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (Directory.Exists(journalDirectory))
        {
            return null;
        }
    }

    public void Dispose() => _held.Dispose();

    /// <summary>Asked once per checkpoint. Where nobody ever made a backup it is one look at a directory.</summary>
    internal static bool IsTaken(string journalDirectory)
    {
        if (!File.Exists(Path.Combine(journalDirectory, FileName)))
            return false;
        using var mine = TryTake(journalDirectory);
        return mine is null;
    }
}
