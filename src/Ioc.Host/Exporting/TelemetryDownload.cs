using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Exporting;

/// <summary>Asks for some devices at a time, so that there is a progress to show and a request is never longer than it need be.</summary>
internal static class TelemetryDownload
{
    /// <summary>Devices of one request: a group of neighbours or so; their ids fit an address line.</summary>
    private const int DevicesPerRequest = 16;

    public static async Task<int> RunAsync(Terminal terminal, ServerApi api, TelemetryRequest request, FileInfo? output, CancellationToken cancellationToken)
    {
        var devices = request.Devices;
        if (devices.Count == 0 && request.Raw)
        {
            var listed = await ListAsync(api, request, cancellationToken);
            if (!listed.Succeeded)
            {
                return terminal.Fail(listed.Problem!);
            }

            devices = listed.Value!;
            if (devices.Count == 0)
            {
                return terminal.Fail("No device of these units and kinds is registered: nothing to export.");
            }
        }

        if (devices.Count == 0 && request.Units.Count + request.Kinds.Count == 0)
        {
            return terminal.Fail("Of which devices? Give --device, --unit or --kind.", ExitCode.BadInput);
        }

        try
        {
            await using Stream target = output is null ? new TextStream(terminal.Out) : output.Create();
            var problem = await terminal.WithProgressAsync(
                "Exporting devices", Math.Max(1, devices.Count), progress => CopyAsync(api, request, devices, target, progress, cancellationToken));
            return problem is null ? ExitCode.Ok : terminal.Fail(problem);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return terminal.Fail($"{output?.FullName ?? "The output"} can't be written: {fault.Message}");
        }
    }

    private static async Task<ApiAnswer<List<string>>> ListAsync(ServerApi api, TelemetryRequest request, CancellationToken cancellationToken)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var unit in request.Units.Count > 0 ? request.Units : [""])
            foreach (var kind in request.Kinds.Count > 0 ? request.Kinds : [""])
            {
                var filters = (unit.Length > 0 ? "&unit=" + Uri.EscapeDataString(unit) : "") + (kind.Length > 0 ? "&kind=" + Uri.EscapeDataString(kind) : "");
                var listed = await api.GetAllAsync<DeviceBrief>("/api/v1/devices" + (filters.Length > 0 ? "?" + filters[1..] : ""), null, cancellationToken);
                if (!listed.Succeeded)
                {
                    return new ApiAnswer<List<string>>(null, listed.Problem, listed.Status);
                }

                found.UnionWith(listed.Value!.Select(device => device.Id));
            }

        return new ApiAnswer<List<string>>([.. found], null, 200);
    }

    private static async Task<string?> CopyAsync(
        ServerApi api, TelemetryRequest request, IReadOnlyList<string> devices, Stream target, IProgressMark progress, CancellationToken cancellationToken)
    {
        if (devices.Count == 0)
        {
            return await api.DownloadAsync(request.Path([], isFirst: true), target, cancellationToken);
        }

        var isFirst = true;
        foreach (var some in devices.Chunk(DevicesPerRequest))
        {
            if (await api.DownloadAsync(request.Path(some, isFirst), target, cancellationToken) is { } problem)
            {
                return problem;
            }

            isFirst = false;
            progress.Advance(some.Length);
        }

        return null;
    }
}
