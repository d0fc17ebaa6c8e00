namespace Ioc.Host.Proving.Access;

/// <summary>How long a wrong password takes for a known and an unknown name, in turn. The first of all, because later ones find the address slowed down.</summary>
internal sealed class TimingCheck : IAccessCheck
{
    /// <summary>A password is hashed for 100 ms and more, and a network's own jitter is of this size.</summary>
    private const double DifferenceMillisecondsMax = 5;

    private const int PairsMin = 12;

    /// <summary>So many where chance hides the difference; each account is guessed at twice at most, which is in what it has free.</summary>
    private const int PairsMax = 48;

    public string Name => "timing";

    public string What => "how long a wrong password takes for a known and an unknown name";

    public async Task RunAsync(AccessProof proof)
    {
        string[] accounts = [.. AccessProof.Roles.SelectMany(role => ((string[])["", AccessProof.Group, AccessProof.Here, AccessProof.There]).Select(place => AccessProof.User(role, place)))];
        // Who asks for few guesses, as a test does, has little time.
        var pairsMax = Math.Clamp(proof.Guesses / 6, PairsMin, PairsMax);
        var times = new PairedTimes();
        // The first of all warms what is compiled at its first use.
        await MeasureAsync(proof, "nobody.at.all");
        for (var pair = 0; pair < PairsMin || (pair < pairsMax && times.Chance > DifferenceMillisecondsMax); pair++)
            times.Add(await MeasureAsync(proof, accounts[pair % accounts.Length]), await MeasureAsync(proof, $"nobody.{pair}"));
        proof.Tally.Refused(
            !times.IsBeyond(DifferenceMillisecondsMax),
            $"a wrong password takes {times.FirstMilliseconds:F0} ms for a known name and {times.SecondMilliseconds:F0} ms for an unknown one, {times.Difference:F1} ms ± {times.Chance:F1} more");
        proof.Tally.Measure("password_ms", times.FirstMilliseconds);
        proof.Tally.Measure("password_difference_ms", times.Difference);
        proof.Tally.Measure("password_chance_ms", times.Chance);
    }

    private static async Task<double> MeasureAsync(AccessProof proof, string user)
    {
        var from = proof.Time.GetTimestamp();
        await proof.SignInAsync(user, "a wrong password");
        return proof.Time.GetElapsedTime(from).TotalMilliseconds;
    }
}
