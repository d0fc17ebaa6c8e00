namespace Ioc.Host.Simulation.Devices;

/// <summary>Noise that wanders instead of jumping: each step keeps nine tenths of the last. About −1 to 1.</summary>
internal struct Wander
{
    private double _value;

    public double Next(Random random)
    {
        _value = 0.9 * _value + 0.3 * (random.NextDouble() * 2 - 1);
        return _value;
    }
}
