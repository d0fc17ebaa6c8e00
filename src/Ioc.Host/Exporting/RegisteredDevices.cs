using Ioc.Dashboard.Wire;
using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Exporting;

/// <summary>Every registered device with its equipment, sorted by id. The list answers briefs, so each is then asked for by itself.</summary>
internal static class RegisteredDevices
{
    /// <summary>Requests at once: enough to hide the round trip, few enough to leave the server to its devices.</summary>
    private const int RequestsAtOnceMax = 8;

    public static async Task<ApiAnswer<List<DeviceDocument>>> ReadAsync(ServerApi api, IProgressMark progress, CancellationToken cancellationToken)
    {
        var briefs = await api.GetAllAsync<DeviceBrief>("/api/v1/devices", null, cancellationToken);
        if (!briefs.Succeeded)
        {
            return new ApiAnswer<List<DeviceDocument>>(null, briefs.Problem, briefs.Status);
        }

        progress.Expect(briefs.Value!.Count);
        var devices = new DeviceDocument?[briefs.Value.Count];
        string? problem = null;
        await Parallel.ForAsync(0, devices.Length, new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnceMax, CancellationToken = cancellationToken }, async (index, cancel) =>
        {
            if (Volatile.Read(ref problem) is not null)
            {
                return;
            }

            var answer = await api.GetAsync<DeviceAnswer>("/api/v1/devices/" + Uri.EscapeDataString(briefs.Value[index].Id), cancel);
            // 404: removed since the list was read; an export is of what there is.
            if (!answer.Succeeded && answer.Status != 404)
            {
                Volatile.Write(ref problem, answer.Problem);
            }

            devices[index] = answer.Value?.Device;
            progress.Advance(1);
        });

        return problem is null
            ? new ApiAnswer<List<DeviceDocument>>([.. devices.OfType<DeviceDocument>().OrderBy(device => device.Id, StringComparer.Ordinal)], null, 200)
            : new ApiAnswer<List<DeviceDocument>>(null, problem, 0);
    }
}
