namespace Ioc.Host.Benchmarks.Mqtt;

/// <param name="IsDurable">Sessions, queues and retained messages are kept on disk.</param>
/// <param name="HasTls">Also listens with TLS, with a certificate made for this run.</param>
internal readonly record struct BenchBrokerSettings(bool IsDurable, bool HasTls);
