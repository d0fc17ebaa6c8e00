using System.Globalization;

namespace Ioc.Host.Serving;

/// <summary>
/// How many devices may connect, given how many files and sockets this process may open. Without this bound the last device to come
/// would take the descriptor that an operator's browser, the journal's next segment or a database needs.
/// </summary>
internal static class OpenFiles
{
    /// <summary>Kept back: a few hundred browsers, the databases, the journal, and room to breathe.</summary>
    public const int Reserved = 1_000;

    /// <summary>A limit this low still serves a small commune and can't serve fewer.</summary>
    public const int ConnectionsMin = 24;

    public const int ConnectionsWhereUnlimited = 100_000;

    public static int ConnectionsMax() =>
        File.Exists("/proc/self/limits") ? ConnectionsMax(File.ReadLines("/proc/self/limits")) : ConnectionsWhereUnlimited;

    /// <summary>Reads Linux' table of limits; the runtime has raised the soft limit to the hard one by now.</summary>
    public static int ConnectionsMax(IEnumerable<string> limits)
    {
        const string name = "Max open files";
        var line = limits.FirstOrDefault(one => one.StartsWith(name, StringComparison.Ordinal));
        var soft = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var files)
            ? Math.Clamp(files - Reserved, ConnectionsMin, ConnectionsWhereUnlimited)
            : ConnectionsWhereUnlimited;
    }
}
