namespace Ioc.Mqtt.Broker;

/// <summary>What went out on one connection since it was last asked; added to the broker's metrics by the tick, not by each message.</summary>
internal struct OutputFigures
{
    public long AtMostOnce;
    public long AtLeastOnce;
    public long ExactlyOnce;
    public long PayloadBytes;

    public void Count(QualityOfService qos, int payloadBytes)
    {
        PayloadBytes += payloadBytes;
        switch (qos)
        {
            case QualityOfService.AtMostOnce:
                AtMostOnce++;
                break;
            case QualityOfService.AtLeastOnce:
                AtLeastOnce++;
                break;
            default:
                ExactlyOnce++;
                break;
        }
    }
}
