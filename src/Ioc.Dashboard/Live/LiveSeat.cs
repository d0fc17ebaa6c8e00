namespace Ioc.Dashboard.Live;

/// <summary>One connection's place at one pump.</summary>
internal sealed record LiveSeat(LivePump Pump, LiveSubscriber Subscriber)
{
    public async Task LeaveAsync()
    {
        Pump.Detach(Subscriber);
        await Subscriber.StopAsync();
    }
}
