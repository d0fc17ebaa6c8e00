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
        var (_, user, system) = Times($"/proc/{ProcessId}/stat");
        return user + system;
    }

    /// <summary>The processor time of the threads alive now, by name.</summary>
    public IReadOnlyDictionary<string, ThreadCpu> Threads()
    {
        var threads = new Dictionary<string, ThreadCpu>(StringComparer.Ordinal);
        foreach (var directory in Directory.EnumerateDirectories($"/proc/{ProcessId}/task"))
        {
            try
            {
                var (name, user, system) = Times(Path.Combine(directory, "stat"));
                var sum = threads.GetValueOrDefault(name);
                threads[name] = new ThreadCpu(name, sum.UserSeconds + user, sum.SystemSeconds + system);
            }
            catch (IOException)
            {
                // A thread that ended while we looked: the pool's come and go.
            }
        }

        return threads;
    }

    private static ThreadCpu Times(string statFile)
    {
        var stat = File.ReadAllText(statFile);
        var nameStart = stat.IndexOf('(') + 1;
        var nameEnd = stat.LastIndexOf(')');
        // The command's name may hold spaces and brackets; the fields are counted from behind it.
        var fields = stat[(nameEnd + 2)..].Split(' ');
        return new ThreadCpu(stat[nameStart..nameEnd], Number(fields[11]) / TicksPerSecond, Number(fields[12]) / TicksPerSecond);
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
