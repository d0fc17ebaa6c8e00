using System.Globalization;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>
/// <c>ioc bench mqtt</c>: the broker alone beside Mosquitto, one after the other under the same load of one thread, in the same run. Every
/// figure is that of the broker's process; what the load costs is said in the progress, because it shares the machine.
/// </summary>
internal sealed class MqttBenchmark(MqttBenchmarkOptions options, Action<string> say, TimeProvider time)
{
    /// <summary>Connections opened and closed before memory is read: a process's first use of its code is not a connection's cost.</summary>
    private const int IdleWarmUp = 200;

    /// <summary>Pause before memory is read: what is freed late must not be charged to connections.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    private static readonly RelayShape FloodShape = new(50, 1);

    private readonly BenchBrokers _brokers = new(time);
    private readonly List<Figure> _figures = [];

    /// <exception cref="IOException">A broker did not start, refused or closed.</exception>
    public async Task<IReadOnlyList<Figure>> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var durable in options.Durable)
            await RunUnderLoadAsync(durable, cancellationToken);
        if (Has(MqttScenario.Matching))
            await MatchingAsync(cancellationToken);
        if (Has(MqttScenario.Idle))
            await IdleAsync(tls: false, cancellationToken);
        if (Has(MqttScenario.Allocation))
            await AllocationAsync(cancellationToken);
        if (Has(MqttScenario.IdleTls))
            await IdleTlsAsync(cancellationToken);
        return _figures;
    }

    private bool Has(MqttScenario scenario) => options.Scenarios.Contains(scenario);

    private async Task RunUnderLoadAsync(bool durable, CancellationToken cancellationToken)
    {
        if (!Has(MqttScenario.Relay) && !Has(MqttScenario.Flood) && !Has(MqttScenario.Storm))
            return;
        var settings = new BenchBrokerSettings(durable, HasTls: false);
        using var ours = await _brokers.StartOursAsync(settings, cancellationToken);
        using var mosquitto = await MosquittoAsync(settings, cancellationToken);
        if (Has(MqttScenario.Relay))
        {
            foreach (var qos in options.Qos)
            {
                foreach (var shape in options.Shapes)
                    Relay(shape, qos, durable, ours, mosquitto, cancellationToken);
            }
        }

        if (Has(MqttScenario.Flood))
            Flood(durable, ours, mosquitto, cancellationToken);
        if (Has(MqttScenario.Storm))
            Storm(durable, ours, mosquitto, cancellationToken);
    }

    private void Relay(RelayShape shape, int qos, bool durable, ChildBroker ours, ChildBroker? mosquitto, CancellationToken cancellationToken)
    {
        var plan = RelayPlan.Of(shape, qos, options.PayloadBytes, durable);
        var words = $"relay {shape} QoS {qos}{(durable ? " durable" : "")}";
        var name = $"relay_{shape.Publishers}_{shape.Subscribers}_q{qos}{(durable ? "_durable" : "")}";
        var (own, other) = Both(words, plan, ours, mosquitto, cancellationToken);
        _figures.Add(new Figure($"{name}_per_s", $"{words}: delivered/s", own.DeliveredPerSecond, other?.DeliveredPerSecond));
        var cpu = new Figure($"{name}_cpu_us", $"{words}: broker CPU µs/message", own.BrokerMicroseconds, other?.BrokerMicroseconds);
        _figures.Add(qos < 2 ? cpu.NoMoreThanMosquitto() : cpu);
    }

    private void Flood(bool durable, ChildBroker ours, ChildBroker? mosquitto, CancellationToken cancellationToken)
    {
        const double Flat = 0.8;
        var plan = RelayPlan.Of(FloodShape, qos: 1, options.PayloadBytes, durable);
        var (calm, _) = Both("50-1 QoS 1 with a window, to compare with", plan, ours, null, cancellationToken);
        var (own, other) = Both("50-1 QoS 1 without a window", plan with { IsFlood = true }, ours, mosquitto, cancellationToken);
        var suffix = durable ? "_durable" : "";
        _figures.Add(new Figure($"flood_50_1_q1{suffix}_per_s", $"50 publishers without window, QoS 1{(durable ? ", durable" : "")}: delivered/s", own.DeliveredPerSecond, other?.DeliveredPerSecond)
            .AtLeast(calm.DeliveredPerSecond * Flat, string.Create(CultureInfo.InvariantCulture, $">= {Flat} of {calm.DeliveredPerSecond:F0} with it")));
    }

    private void Storm(bool durable, ChildBroker ours, ChildBroker? mosquitto, CancellationToken cancellationToken)
    {
        var suffix = durable ? "_durable" : "";
        var words = $"storm of {options.StormClients} clients{(durable ? ", durable" : "")}";
        var own = Storm(words, "ours", ours, cancellationToken);
        var other = mosquitto is null ? null : Storm(words, "Mosquitto", mosquitto, cancellationToken);
        _figures.Add(new Figure($"storm{suffix}_per_s", $"{words}: clients/s", own.ClientsPerSecond, other?.ClientsPerSecond).NoLessThanMosquitto());
        _figures.Add(new Figure($"storm{suffix}_cpu_us", $"{words}: broker CPU µs/client", own.BrokerMicroseconds, other?.BrokerMicroseconds));
    }

    private StormFigures Storm(string words, string who, ChildBroker broker, CancellationToken cancellationToken)
    {
        var storm = new ConnectStorm(broker.Address, options.PayloadBytes);
        // A power cut meets a broker that has run for weeks: the first storm is for the compiler.
        storm.Run(options.StormClients, broker.Server.CpuSeconds, cancellationToken);
        var figures = storm.Run(options.StormClients, broker.Server.CpuSeconds, cancellationToken);
        say(string.Create(CultureInfo.InvariantCulture, $"{words}, {who}: {figures.ClientsPerSecond:F0}/s, CPU µs per client: broker {figures.BrokerMicroseconds:F0}, load {figures.LoadMicroseconds:F0}"));
        return figures;
    }

    private async Task MatchingAsync(CancellationToken cancellationToken)
    {
        using var ours = await _brokers.StartOursAsync(default, cancellationToken);
        using var mosquitto = await MosquittoAsync(default, cancellationToken);
        var words = $"matching among {options.Subscriptions} subscriptions";
        var (own, other) = Both(words, RelayPlan.Matching(options.Subscriptions, options.PayloadBytes), ours, mosquitto, cancellationToken);
        _figures.Add(new Figure("matching_per_s", $"{words}: delivered/s", own.DeliveredPerSecond, other?.DeliveredPerSecond));
        _figures.Add(new Figure("matching_cpu_us", $"{words}: broker CPU µs/message", own.BrokerMicroseconds, other?.BrokerMicroseconds).NoMoreThanMosquitto());
    }

    private async Task IdleAsync(bool tls, CancellationToken cancellationToken)
    {
        const double BytesMax = 4_096;
        var settings = new BenchBrokerSettings(IsDurable: false, tls);
        double own;
        using (var ours = await _brokers.StartOursAsync(settings, cancellationToken))
            own = await IdleAsync("ours", ours, cancellationToken);
        double? other = null;
        using (var mosquitto = await MosquittoAsync(settings, cancellationToken))
        {
            if (mosquitto is not null)
                other = await IdleAsync("Mosquitto", mosquitto, cancellationToken);
        }

        var figure = new Figure(tls ? "idle_tls_bytes" : "idle_bytes", $"{options.IdleConnections} idle {(tls ? "TLS" : "TCP")} connections: bytes each", own, other);
        _figures.Add(tls ? figure : figure.AtMost(BytesMax, "<= 4096"));
    }

    private async Task IdleTlsAsync(CancellationToken cancellationToken)
    {
        try
        {
            await IdleAsync(tls: true, cancellationToken);
        }
        catch (IOException fault)
        {
            // The other figures, already measured, are worth having without it.
            say($"Idle TLS connections could not be measured: {fault.Message}");
            _figures.Add(new Figure("idle_tls_bytes", $"{options.IdleConnections} idle TLS connections: bytes each", null, null));
        }
    }

    private async Task<double> IdleAsync(string who, ChildBroker broker, CancellationToken cancellationToken)
    {
        using (var first = new IdleConnections(broker))
            first.Open(IdleWarmUp, cancellationToken);
        await Task.Delay(Settling, time, cancellationToken);
        var before = broker.Server.ResidentBytes();
        using var idle = new IdleConnections(broker);
        idle.Open(options.IdleConnections, cancellationToken);
        await Task.Delay(Settling, time, cancellationToken);
        var each = (broker.Server.ResidentBytes() - before) / (double)options.IdleConnections;
        say(string.Create(CultureInfo.InvariantCulture, $"{options.IdleConnections} idle connections, {who}: {each:F0} bytes each"));
        return each;
    }

    private async Task AllocationAsync(CancellationToken cancellationToken)
    {
        await using var broker = await InProcessBroker.StartAsync(time, cancellationToken);
        foreach (var qos in options.Qos.Where(qos => qos < 2))
        {
            foreach (var shape in options.Shapes)
            {
                using var load = RelayLoad.Open(RelayPlan.Of(shape, qos, options.PayloadBytes, durable: false), broker.Address);
                var bytes = load.Run(
                    TimeSpan.FromSeconds(options.WarmUpSeconds), TimeSpan.FromSeconds(options.Seconds), InProcessBroker.AllocatedBytes, cancellationToken).BrokerBytes;
                var words = $"relay {shape} QoS {qos}: bytes allocated/message";
                say(string.Create(CultureInfo.InvariantCulture, $"{words}: {bytes:F2}"));
                _figures.Add(new Figure($"allocated_{shape.Publishers}_{shape.Subscribers}_q{qos}_bytes", words, bytes, null).AtMost(1, "nothing (< 1)"));
            }
        }
    }

    private (RelayFigures Own, RelayFigures? Other) Both(
        string words, RelayPlan plan, ChildBroker ours, ChildBroker? mosquitto, CancellationToken cancellationToken) =>
        (Load(words, "ours", plan, ours, cancellationToken), mosquitto is null ? null : Load(words, "Mosquitto", plan, mosquitto, cancellationToken));

    private RelayFigures Load(string words, string who, RelayPlan plan, ChildBroker broker, CancellationToken cancellationToken)
    {
        using var load = RelayLoad.Open(plan, broker.Address);
        var figures = load.Run(
            TimeSpan.FromSeconds(options.WarmUpSeconds), TimeSpan.FromSeconds(options.Seconds), broker.Server.CpuSeconds, cancellationToken);
        say(string.Create(
            CultureInfo.InvariantCulture,
            $"{words}, {who}: {figures.DeliveredPerSecond:F0}/s of {figures.Sent / figures.Seconds:F0} sent, lost {figures.Lost}, CPU µs per message: broker {figures.BrokerMicroseconds:F2}, load {figures.LoadMicroseconds:F2}"));
        return figures;
    }

    private async Task<ChildBroker?> MosquittoAsync(BenchBrokerSettings settings, CancellationToken cancellationToken) =>
        options.AgainstMosquitto ? await _brokers.StartMosquittoAsync(settings, cancellationToken) : null;
}
