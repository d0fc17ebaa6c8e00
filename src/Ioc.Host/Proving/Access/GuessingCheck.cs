using System.Net;

namespace Ioc.Host.Proving.Access;

/// <summary>Thousands of guesses at one account: how many are looked at, how long the next must wait, and whether the owner still gets in.</summary>
internal sealed class GuessingCheck : IAccessCheck
{
    /// <summary>Guesses at the same moment.</summary>
    private const int AtOnce = 16;

    /// <summary>Free attempts (10) and what may slip through while the first waits run out.</summary>
    private const int LookedAtMax = 20;

    public string Name => "guessing";

    public string What => "guesses at a password from one address, at once and in a row; whether the owner still gets in";

    public async Task RunAsync(AccessProof proof)
    {
        var owner = AccessProof.User("operator", AccessProof.There);
        var (status, _, browser) = await proof.SignInAsync(owner, AccessProof.Password);
        proof.Tally.Allowed(status == HttpStatusCode.OK && browser.Length > 0, "the owner, before");
        await GuessAsync(proof, owner);
        proof.Tally.Allowed((await proof.SignInAsync(owner, AccessProof.Password, browser)).Status == HttpStatusCode.OK, "the owner, where they signed in before, after the guesses");
        proof.Tally.Refused((await proof.SignInAsync(owner, AccessProof.Password)).Status == HttpStatusCode.TooManyRequests, "the right guess, in the middle of wrong ones");
    }

    private static async Task GuessAsync(AccessProof proof, string owner)
    {
        var from = proof.Time.GetTimestamp();
        var (lookedAt, made, wait) = (0, 0, 0.0);
        await Parallel.ForEachAsync(Enumerable.Range(0, proof.Guesses), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (guess, _) =>
        {
            using var client = AccessProof.Json($$"""{"userName":"{{owner}}","password":"guess number {{guess}}"}""");
            using var answer = await proof.Server.Http.PostAsync("/api/v1/session", client, CancellationToken.None);
            Interlocked.Increment(ref made);
            if (answer.StatusCode != HttpStatusCode.TooManyRequests)
                Interlocked.Increment(ref lookedAt);
            else if (answer.Headers.RetryAfter?.Delta is { } after)
                wait = Math.Max(wait, after.TotalSeconds);
        });
        proof.Tally.Refused(lookedAt <= LookedAtMax, $"{lookedAt} of {made} guesses were looked at");
        proof.Tally.Measure("guesses", made);
        proof.Tally.Measure("guesses_looked_at", lookedAt);
        proof.Tally.Measure("guess_wait_s", wait);
        proof.Tally.Measure("guesses_per_s", made / proof.Time.GetElapsedTime(from).TotalSeconds);
    }
}
