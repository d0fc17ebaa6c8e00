using System.Text;
using Ioc.Host.Simulation;
using Ioc.Host.Simulation.Devices;
using Ioc.Host.Simulation.Faults;
using Ioc.Host.Simulation.Province;
using Ioc.Host.Simulation.Running;

namespace Ioc.Host.Tests.Simulation;

public sealed class SimulationLoopTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Devices_connect_along_the_ramp_and_report_once_a_period()
    {
        var (loop, network) = Loop(devices: 200, connectsPerSecond: 50);
        network.Run(loop, Start, TimeSpan.FromSeconds(2));
        Assert.InRange(network.Up.Count, 90, 110);
        network.Run(loop, Start + TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10));
        Assert.Equal(200, loop.Progress(Start).Connected);
        Assert.InRange(network.Published.Count(topic => topic.EndsWith("/telemetry", StringComparison.Ordinal)), 200 * 10, 200 * 12);
        Assert.Equal(200, network.Published.Count(topic => topic.EndsWith("/status", StringComparison.Ordinal)));
        Assert.Equal(0, loop.Progress(Start).Dropped);
    }

    [Fact]
    public void A_lost_connection_is_made_again_after_a_while_that_differs()
    {
        var (loop, network) = Loop(devices: 100, connectsPerSecond: 1_000);
        network.Run(loop, Start, TimeSpan.FromSeconds(2));
        network.BreakAll(loop);
        network.Refuses = true;
        network.Run(loop, Start + TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(30));
        Assert.Empty(network.Up);
        Assert.True(loop.Progress(Start).ConnectFailures > 100);
        Assert.Equal("refused", loop.Progress(Start).LastConnectFailure);

        network.Refuses = false;
        network.Run(loop, Start + TimeSpan.FromSeconds(32), TimeSpan.FromSeconds(10));
        Assert.InRange(network.Up.Count, 5, 80);
        network.Run(loop, Start + TimeSpan.FromSeconds(42), TimeSpan.FromSeconds(120));
        Assert.Equal(100, network.Up.Count);
    }

    [Fact]
    public void A_device_without_power_is_cut_and_comes_back_with_the_power()
    {
        var plan = FaultPlan.Parse("""{"faults":[{"fault":"power-cut","where":{"kind":"hotspot"},"at":"10s","for":"10m"}]}""", out _)!;
        var (loop, network) = Loop(devices: 100, connectsPerSecond: 1_000, plan);
        network.Run(loop, Start, TimeSpan.FromSeconds(9));
        Assert.Equal(100, network.Up.Count);
        network.Run(loop, Start + TimeSpan.FromSeconds(9), TimeSpan.FromMinutes(5));
        Assert.Equal(82, network.Up.Count);
        Assert.Equal(18, loop.Progress(Start).FaultsActive);
        network.Run(loop, Start + TimeSpan.FromSeconds(309), TimeSpan.FromMinutes(7));
        Assert.Equal(100, network.Up.Count);
    }

    [Fact]
    public void A_command_is_fetched_played_and_counted_and_mail_of_an_old_connection_is_void()
    {
        var (loop, network) = Loop(devices: 10, connectsPerSecond: 1_000);
        network.Run(loop, Start, TimeSpan.FromSeconds(1));
        var command = Encoding.UTF8.GetBytes(
            $$"""{"type":"play","broadcast":"b-1","level":"priority","audio_path":"/a","audio_seconds":4,"audio_sha256":"x","expires_at":{{Start.ToUnixTimeSeconds() + 60}}}""");
        loop.Post(new Mail(MailKind.Command, Index: 0, Epoch: 7, command));
        network.Run(loop, Start + TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        Assert.Empty(network.Fetched);

        loop.Post(new Mail(MailKind.Command, Index: 0, Epoch: 1, command));
        network.Run(loop, Start + TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(1));
        Assert.Equal((1, 1), (loop.Progress(Start).Commands, loop.Progress(Start).Playing));
        network.Run(loop, Start + TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(5));
        Assert.Equal(0, loop.Progress(Start).Playing);
        Assert.Equal(3, network.Published.Count(topic => topic.EndsWith("/receipt", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_wheel_gives_each_item_once_when_due_and_a_moved_one_at_its_new_time()
    {
        var wheel = new TimerWheel(3);
        wheel.Schedule(0, 5);
        wheel.Schedule(1, 5);
        wheel.Schedule(1, 9);
        wheel.Schedule(2, 100_000);
        Assert.Empty(wheel.Advance(4));
        Assert.Equal([0], wheel.Advance(6));
        Assert.Equal([1], wheel.Advance(20));
        Assert.Empty(wheel.Advance(21));
        // Farther than the wheel turns: early, but not lost.
        Assert.Equal([2], wheel.Advance(5_000));
    }

    private static (SimulationLoop Loop, MemoryNetwork Network) Loop(int devices, int connectsPerSecond, FaultPlan? faults = null)
    {
        var options = new SimulatorOptions
        {
            HttpAddress = new Uri("http://127.0.0.1"),
            Devices = [.. SimulatedProvince.Create(1, devices).Devices.Select(device => new SimulatedCredential(device, "secret"))],
            ConnectsPerSecond = connectsPerSecond,
            Faults = faults ?? FaultPlan.None,
        };
        Assert.Empty(options.Errors());
        var network = new MemoryNetwork();
        return (new SimulationLoop(options, network, Start), network);
    }

    /// <summary>A network that answers in the next turn.</summary>
    private sealed class MemoryNetwork : IDeviceConnections
    {
        private readonly List<Mail> _answers = [];

        public Dictionary<int, int> Up { get; } = [];

        public List<string> Published { get; } = [];

        public List<string> Fetched { get; } = [];

        public bool Refuses { get; set; }

        public void Open(int index, int epoch)
        {
            if (!Refuses)
                Up[index] = epoch;
            _answers.Add(Refuses ? new Mail(MailKind.Closed, index, epoch, Text: "refused") : new Mail(MailKind.Opened, index, epoch));
        }

        public void Cut(int index) => Up.Remove(index);

        public bool TryPublish(int index, string topic, ReadOnlyMemory<byte> payload)
        {
            Published.Add(topic);
            return true;
        }

        public void Fetch(int index, BroadcastCommand command)
        {
            Fetched.Add(command.BroadcastId);
            _answers.Add(new Mail(MailKind.Fetched, index, Text: command.BroadcastId, Fetch: FetchOutcome.Ok));
        }

        public void BreakAll(SimulationLoop loop)
        {
            foreach (var (index, epoch) in Up)
                loop.Post(new Mail(MailKind.Closed, index, epoch, Text: "broken"));
            Up.Clear();
        }

        public void Run(SimulationLoop loop, DateTimeOffset from, TimeSpan time)
        {
            for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(SimulatorLimits.TickMilliseconds))
            {
                foreach (var answer in _answers)
                    loop.Post(answer);
                _answers.Clear();
                loop.Tick(from + passed);
            }
        }
    }
}
