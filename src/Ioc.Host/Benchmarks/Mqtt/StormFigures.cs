namespace Ioc.Host.Benchmarks.Mqtt;

/// <param name="Clients">Clients that connected, subscribed and had their first message acknowledged.</param>
/// <param name="Seconds">Time of the waves, without the closing between them.</param>
/// <param name="BrokerCpuSeconds">The broker's processor time in it.</param>
/// <param name="LoadCpuSeconds">Our own.</param>
internal sealed record StormFigures(int Clients, double Seconds, double BrokerCpuSeconds, double LoadCpuSeconds)
{
    public double ClientsPerSecond => Clients / Seconds;

    public double BrokerMicroseconds => BrokerCpuSeconds * 1e6 / Clients;

    public double LoadMicroseconds => LoadCpuSeconds * 1e6 / Clients;
}
