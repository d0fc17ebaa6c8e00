using Ioc.Host.Calling;

namespace Ioc.Host.Diagnosing;

internal static class ServerCheck
{
    /// <summary>A healthy server answers in a millisecond.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    public static async Task<Finding> FindAsync(DataDirectory directory, bool running, CancellationToken cancellationToken)
    {
        var address = ServerAddress.TryRead(directory);
        if (!running)
        {
            return Finding.Ok(address is null
                ? "no server runs on this directory"
                : $"no server runs on this directory; process {address.Pid} ended without saying so, and the next start replays its journal");
        }

        if (address is null)
        {
            return Finding.Problem("a server holds this directory but is not ready: it is starting (look again), or it hangs (look at its log)");
        }

        using var http = new HttpClient { Timeout = Timeout };
        try
        {
            using var answer = await http.GetAsync(new Uri(address.Url + "/readyz"), cancellationToken);
            return answer.IsSuccessStatusCode
                ? Finding.Ok($"the server (process {address.Pid}) answers at {address.Url}")
                : Finding.Problem($"the server at {address.Url} says that it is not ready: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return Finding.Problem($"the server (process {address.Pid}) does not answer at {address.Url} ({fault.Message}): look at its log, then restart it");
        }
    }
}
