using Ioc.Silo.Influx;

namespace Ioc.Dashboard.Wire;

/// <summary>
/// The way to the time-series server; <c>problem</c> is null while all is well, <c>since</c> says since when it is as it is. <c>secondsLeft</c>:
/// until devices must wait, at the present rate; null where what waits does not grow.
/// </summary>
internal sealed record ForwardingWire(
    string Server, string Version, string? Problem, DateTimeOffset Since, long PointsSent, long PointsRefused, long? RowsWaiting, int? WaitingPercent, long? SecondsLeft)
{
    public static ForwardingWire Of(ForwardingState state) =>
        new(state.Server, state.Version, state.Problem, state.Since, state.PointsSent, state.PointsRefused, state.RowsWaiting, state.WaitingPercent,
            (long?)state.TimeLeft?.TotalSeconds);
}
