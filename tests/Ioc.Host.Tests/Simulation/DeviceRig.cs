using System.Text;
using Ioc.Devices;
using Ioc.Host.Simulation.Devices;

namespace Ioc.Host.Tests.Simulation;

/// <summary>One simulated device with a clock that the test moves; steps it as the loop would.</summary>
internal sealed class DeviceRig
{
    private readonly double _speed;
    private readonly DateTimeOffset _start;

    public DeviceRig(DeviceKind kind, double speed = 1, string id = "d-1")
    {
        _speed = speed;
        // Noon in Viet Nam.
        _start = Wall = new DateTimeOffset(2026, 11, 22, 5, 0, 0, TimeSpan.Zero);
        Device = SimulatedDevices.Create(
            new Device
            {
                Id = id,
                Kind = kind,
                Name = id,
                UnitCode = "99001",
                Position = new GeoPoint(19.8, 105.6),
                Hotspot = kind == DeviceKind.Hotspot ? new HotspotEquipment(3, "market", "fibre") : null,
                Site = kind == DeviceKind.Site ? new SiteEquipment("Sóng Mơ", [new Cell("l1", "4g", "b3", 0, 30, 4, 62), new Cell("n1", "5g", "n78", 0, 30, 6, 72)]) : null,
            },
            seed: 11);
        Device.Step(Now, Outlet);
        Device.Connected(Now, Outlet);
    }

    public SimulatedDevice Device { get; }

    public SimulatedLoudspeaker Loudspeaker => (SimulatedLoudspeaker)Device;

    public MemoryOutlet Outlet { get; } = new();

    public DateTimeOffset Wall { get; private set; }

    public SimulatedMoment Now => new(Wall, _start + ((Wall - _start) * _speed));

    /// <summary>Lets wall time pass, stepping the device when it asks to be stepped.</summary>
    public void Pass(TimeSpan wall)
    {
        var end = Wall + wall;
        while (true)
        {
            var next = Device.NextStepAt(Now, _speed);
            if (next > end)
                break;
            // The loop never turns faster than its tick.
            Wall = next > Wall + TimeSpan.FromMilliseconds(100) ? next : Wall + TimeSpan.FromMilliseconds(100);
            Device.Step(Now, Outlet);
        }

        Wall = end;
        Device.Step(Now, Outlet);
    }

    public void Command(string json) => Loudspeaker.Receive(Encoding.UTF8.GetBytes(json), Now, Outlet);

    public void Play(string id, string level = "routine", double seconds = 12, int expiresInSeconds = 600)
    {
        Command($$"""
            {"type":"play","broadcast":"{{id}}","level":"{{level}}","exercise":false,"title":"t","audio_path":"/media/{{id}}.wav",
             "audio_seconds":{{seconds}},"audio_sha256":"ab","volume_percent":85,"expires_at":{{Wall.ToUnixTimeSeconds() + expiresInSeconds}}}
            """);
    }

    public void Fetched(string id, FetchOutcome outcome = FetchOutcome.Ok)
    {
        Loudspeaker.Fetched(id, outcome, Now, Outlet);
        Device.Step(Now, Outlet);
    }
}
