using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Ioc.Mqtt.Tests.Rig;

/// <summary>Keeps what was logged at Warning and above: a test that did not expect it fails.</summary>
internal sealed class RecordingLog : ILoggerFactory, ILogger
{
    public ConcurrentQueue<string> Alarms { get; } = new();

    /// <summary>What was logged below Warning by events with this number; none unless a test asks.</summary>
    public int KeptEvent { get; set; } = -1;

    public ConcurrentQueue<string> Kept { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Id == KeptEvent) Kept.Enqueue(formatter(state, exception));
        string text = formatter(state, exception);
        if (logLevel >= LogLevel.Warning) Alarms.Enqueue($"{logLevel}: {text} {exception}");
    }

    public void Dispose()
    {
    }
}
