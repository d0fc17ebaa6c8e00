using System.Buffers;
using System.Security.Cryptography;
using Ioc.Host.Simulation.Devices;

namespace Ioc.Host.Simulation.Running;

/// <summary>Fetches broadcast audio as a device does: over HTTP from the server it knows, checked against its hash, a few attempts.</summary>
internal sealed class AudioFetcher(HttpClient http, TimeProvider time) : IDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private readonly SemaphoreSlim _slots = new(SimulatorLimits.DownloadsAtOnceMax);

    /// <summary>Never throws for what a server or network does; only for cancellation.</summary>
    public async Task<FetchOutcome> FetchAsync(BroadcastCommand command, CancellationToken cancellationToken)
    {
        var outcome = FetchOutcome.Unreachable;
        for (var attempt = 0; attempt < SimulatorLimits.DownloadAttemptsMax; attempt++)
        {
            if (attempt > 0)
                await Task.Delay(TimeSpan.FromSeconds(attempt), time, cancellationToken);
            outcome = await AttemptAsync(command, cancellationToken);
            if (outcome is FetchOutcome.Ok or FetchOutcome.TooLarge)
                break;
        }

        return outcome;
    }

    public void Dispose() => _slots.Dispose();

    private async Task<FetchOutcome> AttemptAsync(BroadcastCommand command, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            using var answer = await http.GetAsync(command.AudioPath, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                return FetchOutcome.Unreachable;
            await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
            return await CheckAsync(body, command.AudioSha256, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return FetchOutcome.Unreachable;
        }
        finally
        {
            _slots.Release();
        }
    }

    private static async Task<FetchOutcome> CheckAsync(Stream body, string sha256, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long total = 0;
            int read;
            while ((read = await body.ReadAsync(chunk, cancellationToken)) > 0)
            {
                total += read;
                if (total > SimulatorLimits.AudioBytesMax)
                    return FetchOutcome.TooLarge;
                hash.AppendData(chunk, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return string.Equals(Convert.ToHexStringLower(hash.GetHashAndReset()), sha256, StringComparison.OrdinalIgnoreCase)
            ? FetchOutcome.Ok
            : FetchOutcome.WrongHash;
    }
}
