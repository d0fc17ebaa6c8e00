using Ioc.Devices.Rejections;
using Ioc.Silo.Rejections;

namespace Ioc.Dashboard.Wire;

internal sealed record RejectionWire(DateTimeOffset At, string Reason, string ClientId, string Topic, string? Detail, int PayloadBytes, string Sample)
{
    public static RejectionWire Of(Rejection rejection) => new(
        rejection.At, rejection.Reason.Word(), rejection.ClientId, rejection.Topic, rejection.Detail, rejection.PayloadBytes, rejection.Sample);
}
