using System.Net;

namespace Ioc.Host.Proving.Access;

/// <summary>Thousands of guesses at one account: how many are looked at, how long the next must wait, and whether the owner still gets in.</summary>
internal sealed class GuessingCheck : IAccessCheck
{
    /// <summary>Guesses at the same moment.</summary>
    private const int AtOnce = 16;

    /// <summary>Free attempts (10) and what may slip through while the first waits run out.</summary>
    private const int LookedAtMax = 20;

    /// <summary>Each guess that is looked at doubles the wait, to minutes after so many: no machine is so slow that a sign-in takes as long.</summary>
    private const int RoundsMax = 20;

    public string Name => "guessing";

    public string What => "guesses at a password from one address, at once and in a row; whether the owner still gets in";

    public async Task RunAsync(AccessProof proof)
    {
        var owner = AccessProof.User("operator", AccessProof.There);
        var (status, _, browser) = await proof.SignInAsync(owner, AccessProof.Password);
        proof.Tally.Allowed(status == HttpStatusCode.OK && browser.Length > 0, "the owner, before");
        await GuessManyAsync(proof, owner);
        proof.Tally.Allowed((await proof.SignInAsync(owner, AccessProof.Password, browser)).Status == HttpStatusCode.OK, "the owner, where they signed in before, after the guesses");
        proof.Tally.Refused(await IsKeptOutAsync(proof, owner), "the right guess, in the middle of wrong ones");
    }

    /// <summary>
    /// The right guess, while the wait is on that a wrong one was told. On a slow machine it may come when that is over, and may come in; then again, with a longer wait.
    /// </summary>
    private static async Task<bool> IsKeptOutAsync(AccessProof proof, string owner)
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            var from = proof.Time.GetTimestamp();
            if (await GuessAsync(proof, owner, round) is not { } wait)
                continue;
            if ((await proof.SignInAsync(owner, AccessProof.Password)).Status == HttpStatusCode.TooManyRequests)
                return true;
            // Told in whole seconds, rounded up.
            if (proof.Time.GetElapsedTime(from) < wait - TimeSpan.FromSeconds(1))
                return false;
        }

        return false;
    }

    private static async Task GuessManyAsync(AccessProof proof, string owner)
    {
        var from = proof.Time.GetTimestamp();
        var (lookedAt, made, wait) = (0, 0, 0.0);
        await Parallel.ForEachAsync(Enumerable.Range(0, proof.Guesses), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (guess, _) =>
        {
            var told = await GuessAsync(proof, owner, guess);
            Interlocked.Increment(ref made);
            if (told is not { } after)
                Interlocked.Increment(ref lookedAt);
            else
                wait = Math.Max(wait, after.TotalSeconds);
        });
        proof.Tally.Refused(lookedAt <= LookedAtMax, $"{lookedAt} of {made} guesses were looked at");
        proof.Tally.Measure("guesses", made);
        proof.Tally.Measure("guesses_looked_at", lookedAt);
        proof.Tally.Measure("guess_wait_s", wait);
        proof.Tally.Measure("guesses_per_s", made / proof.Time.GetElapsedTime(from).TotalSeconds);
    }

    /// <summary>How long the next must wait; null: it was looked at.</summary>
    private static async Task<TimeSpan?> GuessAsync(AccessProof proof, string owner, int guess)
    {
        using var client = AccessProof.Json($$"""{"userName":"{{owner}}","password":"guess number {{guess}}"}""");
        using var answer = await proof.Server.Http.PostAsync("/api/v1/session", client, CancellationToken.None);
        return answer.StatusCode == HttpStatusCode.TooManyRequests ? answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero : null;
    }
}
