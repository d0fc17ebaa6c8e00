namespace Ioc.Host.Simulation.Devices;

/// <summary>Two clocks read once.</summary>
/// <param name="Wall">The server's and everyone's time: audio, expiry, reconnects.</param>
/// <param name="Life">The time in which devices live: reports, days, batteries. Runs <c>speed</c> times as fast as the wall's.</param>
internal readonly record struct SimulatedMoment(DateTimeOffset Wall, DateTimeOffset Life);
