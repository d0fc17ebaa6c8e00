namespace Ioc.Host.Benchmarks;

/// <summary>Processor time of all threads of one name, in seconds: a thread is named after what it does, so this says where the time goes.</summary>
internal readonly record struct ThreadCpu(string Name, double UserSeconds, double SystemSeconds);
