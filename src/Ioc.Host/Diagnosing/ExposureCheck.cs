using Ioc.Host.Calling;
using Ioc.Host.Serving;

namespace Ioc.Host.Diagnosing;

/// <summary>
/// Secrets that leave this machine in clear, and files of the settings with secrets that others here can reach: of the server that runs, as it says itself;
/// otherwise as ioc.json would start it.
/// </summary>
internal static class ExposureCheck
{
    public static IEnumerable<Finding> Find(DataDirectory directory, bool running)
    {
        if (running && ServerAddress.TryRead(directory) is { InClear: { } said } server)
        {
            return Findings(said, server.SecretFiles);
        }

        if (ServeSettings.TryRead(directory.In("ioc.json"), mustExist: false, out _) is not { } settings)
        {
            // The check of the time-series server says so.
            return [];
        }

        var errors = new List<string>();
        // A client id of its own: reading the settings would make one up and keep it, and a look changes nothing.
        var looked = settings with { OutsideBroker = settings.OutsideBroker is { ClientId: null } outside ? outside with { ClientId = "doctor" } : settings.OutsideBroker };
        return ServeArguments.TryRead(looked, directory.Path, errors) is { } options
            ? Findings([.. PlainWays.Of(options)], options.SecretFiles)
            : [Finding.Problem($"ioc.json: {string.Join(' ', errors)}")];
    }

    private static List<Finding> Findings(IReadOnlyList<string> inClear, IReadOnlyList<string> secretFiles)
    {
        List<Finding> problems = [.. inClear.Concat(SecretModes.Exposed(secretFiles)).Select(Finding.Problem)];
        if (problems.Count == 0)
        {
            problems.Add(Finding.Ok("no secret leaves this machine in clear, and none of the files of ioc.json with secrets is within others' reach"));
        }

        return problems;
    }
}
