using Ioc.Silo.Influx;

namespace Ioc.Dashboard.Wire;

/// <summary>The way to the time-series server; <c>problem</c> is null while all is well, <c>since</c> says since when it is as it is.</summary>
internal sealed record ForwardingWire(string Server, string Version, string? Problem, DateTimeOffset Since, long PointsSent, long PointsRefused, long RowsGivenUp)
{
    public static ForwardingWire Of(ForwardingState state) =>
        new(state.Server, state.Version, state.Problem, state.Since, state.PointsSent, state.PointsRefused, state.RowsGivenUp);
}
