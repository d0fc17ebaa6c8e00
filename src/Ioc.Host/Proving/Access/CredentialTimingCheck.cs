using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.Host.Proving.Access;

/// <summary>Whether the time of a refusal tells which devices exist: strangers and wrong credentials in turn, medians compared.</summary>
internal sealed class CredentialTimingCheck : IAccessCheck
{
    private const int Tries = 200;

    /// <summary>A refusal is a TCP connection and two packets, some 300 µs; what a scheduler does to a median of 200 stays below this.</summary>
    private const double DifferenceMillisecondsMax = 0.5;

    public string Name => "device-timing";

    public string What => "whether the time of a refusal tells which devices exist";

    public async Task RunAsync(AccessProof proof)
    {
        var known = new List<double>(Tries);
        var unknown = new List<double>(Tries);
        for (var turn = 0; turn < Tries; turn++)
        {
            known.Add(await MillisecondsAsync(proof, "ls-b"));
            unknown.Add(await MillisecondsAsync(proof, $"ls-{turn}"));
        }

        var difference = Median(known) - Median(unknown);
        proof.Tally.Measure("refusal_known_ms", Median(known));
        proof.Tally.Measure("refusal_unknown_ms", Median(unknown));
        proof.Tally.Refused(Math.Abs(difference) < DifferenceMillisecondsMax, $"the time of a refusal, which differs by {difference:F3} ms");
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

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
