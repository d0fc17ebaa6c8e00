using System.Globalization;

namespace Ioc.Host.Benchmarks;

/// <summary>What the kernel says about another process (Linux): processor time and memory.</summary>
internal sealed class ServerProcess(int processId)
{
    /// <summary>USER_HZ of every Linux build in use.</summary>
    private const double TicksPerSecond = 100;
    private static readonly string[] SocketTables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public int ProcessId { get; } = processId;

    /// <summary>User and system time together.</summary>
    public double CpuSeconds()
    {
        var stat = File.ReadAllText($"/proc/{ProcessId}/stat");
        // The command's name may hold spaces and brackets; the fields are counted from behind it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }

    public long ResidentBytes()
    {
        var line = File.ReadLines($"/proc/{ProcessId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1_024;
    }

    /// <summary>Finds who listens on a port of this machine: the socket's inode, then the process that holds it. Null: nobody we may see.</summary>
    public static ServerProcess? Listening(int port)
    {
        if (!OperatingSystem.IsLinux() || ListeningInode(port) is not { } inode)
            return null;
        var wanted = $"socket:[{inode}]";
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) && Holds(directory, wanted))
                return new ServerProcess(id);
        }

        return null;
    }

    private static string? ListeningInode(int port)
    {
        const string Listen = "0A";
        var local = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return SocketTables.Where(File.Exists).SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(fields => fields.Length > 9 && fields[3] == Listen && fields[1].EndsWith(local, StringComparison.Ordinal))?[9];
    }

    private static bool Holds(string processDirectory, string wanted)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(processDirectory, "fd")).Any(file => File.ResolveLinkTarget(file, false)?.Name == wanted);
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // Another user's process, or one that just ended.
            return false;
        }
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
