namespace Ioc.Host.Proving.Access;

/// <summary>How long a wrong password takes for a known and an unknown name. The first of all, because later ones find the address slowed down.</summary>
internal sealed class TimingCheck : IAccessCheck
{
    /// <summary>Within noise: neither takes half as long again as the other.</summary>
    private const double GapMax = 0.5;

    private const int Samples = 3;

    public string Name => "timing";

    public string What => "how long a wrong password takes for a known and an unknown name";

    public async Task RunAsync(AccessProof proof)
    {
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var sample = 0; sample < Samples; sample++)
        {
            known.Add(await MeasureAsync(proof, AccessProof.User("approver", AccessProof.There)));
            unknown.Add(await MeasureAsync(proof, "nobody.here"));
        }

        known.Sort();
        unknown.Sort();
        var gap = Math.Abs(known[Samples / 2] - unknown[Samples / 2]) / Math.Max(known[Samples / 2], unknown[Samples / 2]);
        proof.Tally.Refused(gap <= GapMax, $"a wrong password takes {known[Samples / 2]:F0} ms for a known name and {unknown[Samples / 2]:F0} ms for an unknown one");
        proof.Tally.Measure("timing_gap", gap);
    }

    private static async Task<double> MeasureAsync(AccessProof proof, string user)
    {
        var from = proof.Time.GetTimestamp();
        await proof.SignInAsync(user, "a wrong password");
        return proof.Time.GetElapsedTime(from).TotalMilliseconds;
    }
}
