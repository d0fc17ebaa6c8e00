using System.Buffers;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Ioc.Devices.Alerts;
using Ioc.Devices.Rejections;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests.Twins;

/// <summary>Whatever devices say and however time goes, some things hold. A whole number is one step; FsCheck makes and shrinks the lists.</summary>
public class TwinPropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(120);

    private static readonly string[] Fields =
    [
        "\"line_state\":\"open\"", "\"line_state\":\"ok\"", "\"line_state\":\"short\"", "\"battery_percent\":5", "\"battery_percent\":25",
        "\"battery_percent\":60", "\"temperature_c\":75", "\"temperature_c\":20", "\"temperature_c\":null", "\"mains_ok\":false", "\"mains_ok\":true",
        "\"amplifier_fault\":true", "\"amplifier_fault\":false", "\"playing\":true,\"playing_broadcast\":\"b-1\"", "\"volume_percent\":5,\"x\":{\"y\":[1]}", "\"firmware\":\"2\"",
    ];

    [Fact]
    public void At_most_one_alert_is_open_per_device_and_condition_and_it_says_what_the_twin_says() => ForAnySteps(steps =>
    {
        var run = new Run();
        foreach (var step in steps)
        {
            run.Step(step);
            var open = run.Alerts.Open.ToArray();
            Assert.Equal(open.Length, open.Select(alert => (alert.DeviceId, alert.Condition)).Distinct().Count());
            Assert.Equal(ConditionWords.WordsOf(run.Driver.Twin.ActiveConditions).Order(), open.Select(alert => alert.Condition).Order());
        }
        Assert.Equal(run.History.Count, run.History.Distinct().Count());
    });

    [Fact]
    public void Health_follows_from_the_conditions_alone() => ForAnySteps(steps =>
    {
        var run = new Run();
        foreach (var step in steps)
        {
            run.Step(step);
            var twin = run.Driver.Twin;
            var worst = twin.LastSeenMs == 0 ? Health.Unknown : Health.Ok;
            foreach (var word in ConditionWords.WordsOf(twin.ActiveConditions))
            {
                Assert.True(ConditionWords.TryParse(word, out var condition));
                worst = (Health)Math.Max((byte)worst, (byte)RuleSet.Default.Find(DeviceKind.Loudspeaker, condition)!.Effect);
            }
            Assert.Equal(worst, twin.Health);
        }
    });

    [Fact]
    public void The_same_input_gives_the_same_alerts_with_the_same_ids() => ForAnySteps(steps =>
    {
        var (one, other) = (new Run(), new Run());
        Array.ForEach(steps, one.Step);
        Array.ForEach(steps, other.Step);
        Assert.Equal(one.History, other.History);
    });

    [Fact]
    public void A_restart_anywhere_changes_nothing() => ForAnySteps(steps =>
    {
        var (through, restarted) = (new Run(), new Run());
        foreach (var step in steps)
        {
            through.Step(step);
            restarted.Step(step);
            restarted.Driver.Restart();
        }
        Assert.Equal(through.History, restarted.History);
        Assert.Equal(Bytes(through.Driver.Twin), Bytes(restarted.Driver.Twin));
        Assert.Equal(through.Driver.Twin.TelemetryJson().ToJsonString(), restarted.Driver.Twin.TelemetryJson().ToJsonString());
    });

    [Fact]
    public void Messages_that_come_twice_change_nothing() => ForAnySteps(steps =>
    {
        var (once, twice) = (new Run(), new Run());
        foreach (var step in steps)
        {
            once.Step(step);
            twice.Step(step);
            if (twice.LastMessage is { } message)
            {
                var version = twice.Driver.Twin.Version;
                Assert.Equal(RejectionReason.Duplicate, twice.Driver.Sends(message, twice.Second));
                Assert.Equal(version, twice.Driver.Twin.Version);
            }
        }
        Assert.Equal(once.History, twice.History);
    });

    [Fact]
    public void Silence_is_judged_after_listening_started_whatever_the_servers_clock_did_before() => ForAnySteps(steps =>
    {
        var run = new Run();
        Array.ForEach(steps, run.Step);
        var twin = run.Driver.Twin;
        twin.ListeningStarted(TwinDriver.Ms(run.Second));
        twin.Tick(TwinDriver.Ms(run.Second + 180), run.Driver.Findings);
        Assert.Equal(twin.LastSeenMs == 0 ? Health.Unknown : Health.Offline, twin.Health);
    });

    private static void ForAnySteps(Action<int[]> holds) =>
        Check.One(Many, Prop.ForAll(Gen.Choose(0, 999).ArrayOf().ToArbitrary(), holds));

    private static byte[] Bytes(Twin twin)
    {
        var buffer = new ArrayBufferWriter<byte>();
        twin.WriteTo(buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One device with its alerts, driven by numbers.</summary>
    private sealed class Run
    {
        private int _sequence = 1;
        private long _position;

        public TwinDriver Driver { get; } = new(Samples.Loudspeaker());

        public AlertTable Alerts { get; } = new();

        public List<string> History { get; } = [];

        public double Second { get; private set; }

        public string? LastMessage { get; private set; }

        public void Step(int number)
        {
            _position++;
            LastMessage = null;
            var choice = number % 10;
            if (choice < 6)
            {
                Second += number / 100;
                LastMessage = $"{{\"seq\":{++_sequence},{Fields[number % Fields.Length]}}}";
                Assert.Equal(RejectionReason.None, Driver.Sends(LastMessage, Second));
            }
            else if (choice == 6)
            {
                Driver.Twin.ApplyStatus(number % 20 < 10, TwinDriver.Ms(Second), Driver.Findings);
            }
            else if (choice == 7 && number % 3 == 0)
            {
                Driver.Twin.ListeningStopped();
            }
            else if (choice == 7)
            {
                // The server's clock was ahead, or it was not.
                Second -= number % 3 == 1 ? number : 0;
                Driver.Twin.ListeningStarted(TwinDriver.Ms(Second));
            }
            else
            {
                Second += number % 97;
                Driver.Twin.Tick(TwinDriver.Ms(Second), Driver.Findings);
            }
            foreach (var finding in Driver.Findings.All)
            {
                if (Alerts.Apply(finding, Driver.Twin.Device, _position) is { } alert)
                    History.Add(string.Create(CultureInfo.InvariantCulture, $"{alert.Id} {alert.Condition} {alert.State} {alert.Version} {alert.TextVi}"));
            }
            Driver.Findings.All.Clear();
        }
    }
}
