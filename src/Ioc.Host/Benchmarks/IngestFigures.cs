using System.Globalization;

namespace Ioc.Host.Benchmarks;

/// <summary>What one run found. Null: could not be measured here.</summary>
internal sealed record IngestFigures
{
    public required LoadFigures Load { get; init; }

    public double? LiveP50Milliseconds { get; init; }

    public double? LiveP99Milliseconds { get; init; }

    public double? AllocatedBytesPerMessage { get; init; }

    /// <summary>The server's own count of the same time: it must agree with ours.</summary>
    public double? ServerMessagesPerSecond { get; init; }

    public double? EntriesPerCommit { get; init; }

    public double? CommitMilliseconds { get; init; }

    public double? GarbagePausePercent { get; init; }

    public double? ResidentMebibytes { get; init; }

    public double? BytesPerIdleConnection { get; init; }

    /// <summary>Messages the server refused meanwhile: anything but 0 means that the rate is not the journal's.</summary>
    public long Refused { get; init; }

    public LoadFigures? Mosquitto { get; init; }

    public void Print(TextWriter output)
    {
        // MQTT 3.1.1 has no way to refuse a PUBLISH: what is over quota is acknowledged too, and looks like speed.
        if (Refused > 0)
            output.WriteLine("NOT A MEASUREMENT OF INGEST: most or some of these messages were refused, not kept.");
        foreach (var (name, words, value) in Rows())
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{words,-52} {value,12}"));
        PrintThreads(output);
        output.WriteLine(string.Join(' ', Rows().Select(row => $"{row.Name}={row.Value}")));
    }

    private void PrintThreads(TextWriter output)
    {
        if (Load.Threads.Count == 0)
            return;
        output.WriteLine();
        output.WriteLine("Where the server's CPU goes, µs per message, by thread        user     kernel");
        foreach (var thread in Load.Threads.Where(thread => Microseconds(thread.UserSeconds + thread.SystemSeconds) >= 0.01))
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"  {thread.Name,-50} {Microseconds(thread.UserSeconds),12:F2} {Microseconds(thread.SystemSeconds),10:F2}"));
        }
    }

    private double Microseconds(double seconds) => seconds * 1_000_000 / Load.Messages;

    private IEnumerable<(string Name, string Words, string Value)> Rows()
    {
        yield return ("messages_per_s", "messages acknowledged per second", Text(Load.MessagesPerSecond, "F0"));
        yield return ("server_counted_per_s", "the server's own count per second", Text(ServerMessagesPerSecond, "F0"));
        yield return ("cpu_us_per_message", "server CPU per message, µs", Text(Load.CpuMicrosecondsPerMessage, "F2"));
        yield return ("ack_p50_ms", "PUBLISH to PUBACK, median, ms", Text(Load.AckP50Microseconds / 1_000, "F2"));
        yield return ("ack_p99_ms", "PUBLISH to PUBACK, 99th percentile, ms", Text(Load.AckP99Microseconds / 1_000, "F2"));
        yield return ("live_p50_ms", "PUBLISH to browser, median, ms", Text(LiveP50Milliseconds, "F1"));
        yield return ("live_p99_ms", "PUBLISH to browser, 99th percentile, ms", Text(LiveP99Milliseconds, "F1"));
        yield return ("allocated_bytes_per_message", "allocated per message, bytes", Text(AllocatedBytesPerMessage, "F0"));
        yield return ("entries_per_commit", "journal entries per commit", Text(EntriesPerCommit, "F0"));
        yield return ("commit_ms", "one commit, mean, ms", Text(CommitMilliseconds, "F2"));
        yield return ("gc_pause_percent", "time paused for garbage collection, %", Text(GarbagePausePercent, "F2"));
        yield return ("resident_mib", "server's resident memory under load, MiB", Text(ResidentMebibytes, "F0"));
        yield return ("bytes_per_idle_connection", "memory per idle connection, bytes", Text(BytesPerIdleConnection, "F0"));
        yield return ("refused", "messages refused", Text(Refused, "F0"));
        yield return ("mosquitto_messages_per_s", "Mosquitto, same load, one subscriber: per second", Text(Mosquitto?.MessagesPerSecond, "F0"));
        yield return ("mosquitto_cpu_us_per_message", "Mosquitto: CPU per message, µs", Text(Mosquitto?.CpuMicrosecondsPerMessage, "F2"));
        yield return ("cpu_ratio", "server CPU per message / Mosquitto's", Text(Load.CpuMicrosecondsPerMessage / Mosquitto?.CpuMicrosecondsPerMessage, "F2"));
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "n/a";
}
