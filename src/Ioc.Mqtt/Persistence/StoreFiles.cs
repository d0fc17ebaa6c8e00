using System.Globalization;

namespace Ioc.Mqtt.Persistence;

/// <summary>
/// What lies in the store's directory: <c>N.log</c>, records in order; <c>N.snapshot</c>, the state after the logs up to N, complete by
/// the fact that it has its name; <c>N.snapshot.new</c>, one that is being written; <c>lock</c>, held by the process that has the store.
/// </summary>
internal static class StoreFiles
{
    private const string LogSuffix = ".log";
    private const string SnapshotSuffix = ".snapshot";
    private const string NewSuffix = ".new";

    public static string Lock(string directory) => Path.Combine(directory, "lock");

    public static string Log(string directory, long number) => Named(directory, number, LogSuffix);

    public static string Snapshot(string directory, long number) => Named(directory, number, SnapshotSuffix);

    public static string NewSnapshot(string directory, long number) => Snapshot(directory, number) + NewSuffix;

    public static List<long> Logs(string directory) => Numbers(directory, LogSuffix);

    public static List<long> Snapshots(string directory) => Numbers(directory, SnapshotSuffix);

    public static IEnumerable<string> Unfinished(string directory) => Directory.EnumerateFiles(directory, "*" + SnapshotSuffix + NewSuffix);

    private static string Named(string directory, long number, string suffix) =>
        Path.Combine(directory, number.ToString("D10", CultureInfo.InvariantCulture) + suffix);

    private static List<long> Numbers(string directory, string suffix)
    {
        var numbers = new List<long>();
        foreach (string path in Directory.EnumerateFiles(directory, "*" + suffix))
        {
            string name = Path.GetFileName(path)[..^suffix.Length];
            if (long.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out long number)) numbers.Add(number);
        }

        numbers.Sort();
        return numbers;
    }
}
