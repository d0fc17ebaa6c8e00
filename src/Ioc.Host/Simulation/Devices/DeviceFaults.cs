namespace Ioc.Host.Simulation.Devices;

/// <summary>What is wrong with a simulated device now. Several may hold at once.</summary>
[Flags]
internal enum DeviceFaults
{
    None = 0,

    /// <summary>Mains lost: the battery, if any, empties; then the device is gone until power returns.</summary>
    PowerCut = 1,

    /// <summary>The speaker line is cut: the device plays and nobody hears.</summary>
    LineOpen = 2,

    LineShort = 4,

    /// <summary>The amplifier does not come on.</summary>
    AmplifierFault = 8,

    /// <summary>The way to the network is down: a loudspeaker is gone; hotspots and sites still report over their management path.</summary>
    BackhaulDown = 16,

    /// <summary>The connection breaks and returns, again and again.</summary>
    Flapping = 32,

    /// <summary>The device's clock was never set, or is seven hours ahead.</summary>
    WrongClock = 64,

    /// <summary>Every message is sent twice.</summary>
    Doubled = 128,

    /// <summary>The fan stands still.</summary>
    Overheating = 256,

    /// <summary>Connected, and says nothing.</summary>
    Silent = 512,
}
