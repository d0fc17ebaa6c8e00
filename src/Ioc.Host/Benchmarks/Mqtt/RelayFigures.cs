namespace Ioc.Host.Benchmarks.Mqtt;

/// <param name="Delivered">Messages that reached subscribers in the measured time, every copy counted.</param>
/// <param name="Sent">Messages published in it.</param>
/// <param name="Lost">Copies that were given up waiting for, at QoS 0.</param>
/// <param name="Seconds">Measured time.</param>
/// <param name="BrokerCost">What the broker used in it: seconds of processor time, or bytes.</param>
/// <param name="LoadCpuSeconds">Our own.</param>
internal sealed record RelayFigures(long Delivered, long Sent, long Lost, double Seconds, double BrokerCost, double LoadCpuSeconds)
{
    public double DeliveredPerSecond => Delivered / Seconds;

    public double BrokerMicroseconds => BrokerCost * 1e6 / Math.Max(1, Delivered);

    public double BrokerBytes => BrokerCost / Math.Max(1, Delivered);

    public double LoadMicroseconds => LoadCpuSeconds * 1e6 / Math.Max(1, Delivered);
}
