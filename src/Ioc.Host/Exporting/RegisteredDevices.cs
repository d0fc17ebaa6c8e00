using Ioc.Dashboard.Wire;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Exporting;

/// <summary>
/// Every registered device with its equipment, sorted by id. The list answers briefs from the registry, so each device is then asked for by itself,
/// and that is answered by its twin, which hears of a registration a moment later. So "404" right after an import means "not yet", not
/// "gone": only the list tells which, and an export that dropped a device silently would be a loss nobody sees.
/// </summary>
internal static class RegisteredDevices
{
    /// <summary>Requests at once: enough to hide the round trip, few enough to leave the server to its devices.</summary>
    private const int RequestsAtOnceMax = 8;

    /// <summary>Rounds of asking again, <see cref="RoundInterval"/> apart: twins hear of a registration within one commit, so 10 s are a server in trouble.</summary>
    private const int RoundsMax = 50;

    private static readonly TimeSpan RoundInterval = TimeSpan.FromMilliseconds(200);

    public static async Task<ApiAnswer<List<DeviceDocument>>> ReadAsync(
        ServerApi api, IProgressMark progress, TimeProvider time, CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, DeviceDocument>(StringComparer.Ordinal);
        using var timer = new PeriodicTimer(RoundInterval, time);
        for (var round = 0; ; round++)
        {
            var listed = await api.GetAllAsync<DeviceBrief>("/api/v1/devices", null, cancellationToken);
            if (!listed.Succeeded)
            {
                return Failed(listed.Problem!, listed.Status);
            }

            var ids = listed.Value!.Select(brief => brief.Id).ToHashSet(StringComparer.Ordinal);
            var missing = ids.Where(id => !found.ContainsKey(id)).ToList();
            if (missing.Count == 0)
            {
                return new ApiAnswer<List<DeviceDocument>>([.. found.Values.Where(device => ids.Contains(device.Id))], null, 200);
            }

            if (round == RoundsMax)
            {
                return Failed($"{missing.Count} registered devices are not answered for, the first is {missing[0]}: nothing was exported. Is the server starting, or overloaded? Try again.", 404);
            }

            progress.Expect(ids.Count);
            if (await AskAsync(api, missing, found, progress, cancellationToken) is { } problem)
            {
                return Failed(problem, 0);
            }

            if (found.Count < ids.Count)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    /// <summary>Adds what is answered; what is 404 stays missing.</summary>
    private static async Task<string?> AskAsync(
        ServerApi api, List<string> ids, SortedDictionary<string, DeviceDocument> found, IProgressMark progress, CancellationToken cancellationToken)
    {
        var answers = new ApiAnswer<DeviceAnswer>[ids.Count];
        await Parallel.ForAsync(0, ids.Count, new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnceMax, CancellationToken = cancellationToken }, async (index, cancel) =>
        {
            answers[index] = await api.GetAsync<DeviceAnswer>("/api/v1/devices/" + Uri.EscapeDataString(ids[index]), cancel);
            progress.Advance(answers[index].Succeeded ? 1 : 0);
        });

        foreach (var answer in answers)
        {
            if (answer.Value is { } value)
            {
                found[value.Device.Id] = value.Device;
            }
            else if (answer.Status != 404)
            {
                return answer.Problem ?? "The server answered nothing for a device.";
            }
        }

        return null;
    }

    private static ApiAnswer<List<DeviceDocument>> Failed(string problem, int status) => new(null, problem, status);
}
