namespace Ioc.Host.Simulation.Running;

internal enum LinkState
{
    Down,
    Opening,
    Up,
}
