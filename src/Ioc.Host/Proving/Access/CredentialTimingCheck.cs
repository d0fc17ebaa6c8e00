using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.Host.Proving.Access;

/// <summary>Whether the time of a refusal tells which devices exist: strangers and wrong credentials in turn.</summary>
internal sealed class CredentialTimingCheck : IAccessCheck
{
    private const int Pairs = 1_000;

    /// <summary>A refusal is a TCP connection and two packets, some 300 µs; who measures across a network sees nothing below this.</summary>
    private const double DifferenceMillisecondsMax = 0.05;

    public string Name => "device-timing";

    public string What => "whether the time of a refusal tells which devices exist";

    public async Task RunAsync(AccessProof proof)
    {
        var times = new PairedTimes();
        for (var turn = 0; turn < Pairs; turn++)
            times.Add(await MillisecondsAsync(proof, "ls-b"), await MillisecondsAsync(proof, $"ls-{turn}"));

        proof.Tally.Measure("refusal_ms", times.FirstMilliseconds);
        proof.Tally.Measure("refusal_difference_ms", times.Difference);
        proof.Tally.Measure("refusal_chance_ms", times.Chance);
        proof.Tally.Refused(!times.IsBeyond(DifferenceMillisecondsMax), $"the time of a refusal, which differs by {times.Difference:F3} ms ± {times.Chance:F3}");
    }

    private static async Task<double> MillisecondsAsync(AccessProof proof, string id)
    {
        await using var client = new MqttClient(proof.Time);
        var from = proof.Time.GetTimestamp();
        await client.ConnectAsync(new MqttClientOptions
        {
            Host = "127.0.0.1", Port = proof.Server.MqttPort, ClientId = id, UserName = id, Password = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq", Version = ProtocolVersion.V500,
        });
        return proof.Time.GetElapsedTime(from).TotalMilliseconds;
    }
}
