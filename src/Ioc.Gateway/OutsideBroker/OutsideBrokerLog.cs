using Ioc.Mqtt.Client;
using Microsoft.Extensions.Logging;

namespace Ioc.Gateway.OutsideBroker;

internal static partial class OutsideBrokerLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Ingesting from {Address}; it kept our session: {SessionPresent}")]
    public static partial void Up(ILogger logger, BrokerAddress address, bool sessionPresent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outside broker {Address} is away: {Detail}. Next attempt in {RetrySeconds:0.0} s")]
    public static partial void Down(ILogger logger, BrokerAddress address, string detail, double retrySeconds);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The outside broker {Address} is still away: {Detail}. Next attempt in {RetrySeconds:0.0} s")]
    public static partial void StillDown(ILogger logger, BrokerAddress address, string detail, double retrySeconds);
}
