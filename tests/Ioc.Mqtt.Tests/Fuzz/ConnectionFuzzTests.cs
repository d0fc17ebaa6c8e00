using System.Globalization;

namespace Ioc.Mqtt.Tests.Fuzz;

/// <summary>
/// Random lives of several clients against a model of the session: valid, invalid and out of order, both versions, take-over, resume,
/// wills and expiry. IOC_FUZZ_STEPS repeats exactly what a failure printed.
/// </summary>
public sealed class ConnectionFuzzTests
{
    private const int StepsPerRun = 120;

    [Fact]
    public async Task Whatever_clients_do_the_broker_does_as_the_model_says()
    {
        if (Environment.GetEnvironmentVariable("IOC_FUZZ_STEPS") is { Length: > 0 } steps)
        {
            Assert.Fail(await FailureAsync([.. steps.Split(',').Select(step => int.Parse(step, CultureInfo.InvariantCulture))]) ?? "These steps pass now.");
        }

        foreach (int run in FuzzTime.Rounds(FuzzTime.Each))
        {
            int seed = FuzzTime.FirstSeed + run;
            var random = new Random(seed);
            int[] stepSeeds = [.. Enumerable.Range(0, StepsPerRun).Select(_ => random.Next())];
            if (await FailureAsync(stepSeeds) is not { } failure) continue;
            int[] shortest = Hangs(failure) ? stepSeeds : await ShrinkAsync(stepSeeds);
            Assert.Fail($"Seed {seed}; to repeat: IOC_FUZZ_STEPS={string.Join(',', shortest)}\n{await FailureAsync(shortest)}");
        }
    }

    private static async Task<string?> FailureAsync(IReadOnlyList<int> stepSeeds)
    {
        await using var run = new FuzzRun();
        string? wrong;
        try
        {
            wrong = await run.RunAsync(stepSeeds);
        }
        catch (Exception broken) when (broken is TimeoutException or InvalidOperationException)
        {
            wrong = broken.Message;
        }

        return wrong is null ? null : $"{string.Join('\n', run.Told)}\n=> {wrong}";
    }

    /// <summary>What hangs would hang at every attempt to make it shorter, twenty seconds each.</summary>
    private static bool Hangs(string failure) => failure.Contains("Waited ", StringComparison.Ordinal);

    /// <summary>Leaves out what is not needed to fail: halves first, single steps last.</summary>
    private static async Task<int[]> ShrinkAsync(int[] steps)
    {
        for (int size = steps.Length / 2; size > 0; size /= 2)
        {
            for (int at = 0; at + size <= steps.Length;)
            {
                int[] fewer = [.. steps[..at], .. steps[(at + size)..]];
                string? failure = await FailureAsync(fewer);
                if (failure is null) at += size;
                else if (Hangs(failure)) return steps;
                else steps = fewer;
            }
        }

        return steps;
    }
}
