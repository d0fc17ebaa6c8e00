using Ioc.Host.Calling;
using Ioc.Host.Terminals;

namespace Ioc.Host.Registering;

internal static class Credentials
{
    /// <summary>Makes a device's new credential and prints it alone, so that a script can take stdout as it is.</summary>
    public static async Task<int> PrintNewAsync(Terminal terminal, ServerApi api, string deviceId, CancellationToken cancellationToken)
    {
        var made = await api.PostAsync($"/api/v1/devices/{Uri.EscapeDataString(deviceId)}/credential", null, cancellationToken);
        if (!made.Succeeded)
        {
            return terminal.Fail(made.Problem!);
        }

        terminal.Out.WriteLine((string?)made.Value!["credential"]);
        return ExitCode.Ok;
    }
}
