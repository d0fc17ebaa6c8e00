namespace Ioc.Host.Benchmarks;

/// <param name="Messages">Acknowledged in the measured time.</param>
/// <param name="Seconds">Measured time.</param>
/// <param name="CpuSeconds">The server's processor time in it; null: unknown process.</param>
/// <param name="AckP50Microseconds">PUBLISH to PUBACK.</param>
/// <param name="AckP99Microseconds">PUBLISH to PUBACK.</param>
internal sealed record LoadFigures(long Messages, double Seconds, double? CpuSeconds, double? AckP50Microseconds, double? AckP99Microseconds)
{
    /// <summary>The server's processor time by thread, the dearest first; empty: unknown process.</summary>
    public IReadOnlyList<ThreadCpu> Threads { get; init; } = [];

    public double MessagesPerSecond => Messages / Seconds;

    public double? CpuMicrosecondsPerMessage => Messages == 0 ? null : CpuSeconds * 1e6 / Messages;
}
