using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Ioc.Dashboard.Broadcasting;

/// <summary>
/// Speaks Vietnamese into a WAV file with espeak-ng, a program of its own: it gets the text through its standard input, never through a
/// shell or its arguments, has a time limit, and only a few run at once.
/// </summary>
internal sealed class SpeechSynthesizer(DashboardOptions options, TimeProvider time, ILogger<SpeechSynthesizer> logger) : IDisposable
{
    /// <summary>Words per minute: slower than espeak-ng's 175, because horns outdoors echo.</summary>
    private const int WordsPerMinute = 145;

    private readonly SemaphoreSlim _turns = new(DashboardLimits.SpeechAtOnceMax);
    private readonly string? _program = Find(options.SpeechProgram);
    private int _waiting;

    public bool CanSpeak => _program is not null;

    /// <summary>True when so many texts wait that another would come too late: the order is refused, and people know at once.</summary>
    public bool IsBusy => Volatile.Read(ref _waiting) >= DashboardLimits.SpeechWaitingMax;

    /// <summary>The WAV file's bytes, or null when nothing could speak it: then the recorded notice is sent.</summary>
    public async Task<byte[]?> SpeakAsync(string text, CancellationToken cancellationToken)
    {
        if (_program is null)
        {
            DashboardLog.SpeechMissing(logger, options.SpeechProgram);
            return null;
        }

        Interlocked.Increment(ref _waiting);
        try
        {
            await _turns.WaitAsync(cancellationToken);
            try
            {
                return await RunAsync(_program, text, cancellationToken);
            }
            finally
            {
                _turns.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<byte[]?> RunAsync(string program, string text, CancellationToken cancellationToken)
    {
        string file = Path.Combine(Path.GetTempPath(), $"ioc-speech-{Guid.NewGuid():N}.wav");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.SpeechTimeoutSeconds), time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using Process process = Start(program, file);
            try
            {
                string? fault = await FeedAsync(process, text, stop.Token);
                return fault is null ? await ReadAsync(program, file, cancellationToken) : Fail(program, fault);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                if (cancellationToken.IsCancellationRequested) throw;
                return Fail(program, $"it took longer than {options.SpeechTimeoutSeconds} seconds");
            }
        }
        catch (Exception fault) when (fault is IOException or System.ComponentModel.Win32Exception or UnauthorizedAccessException)
        {
            return Fail(program, fault.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Process Start(string program, string file)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        foreach (string argument in new[] { "-v", "vi", "-s", WordsPerMinute.ToString(CultureInfo.InvariantCulture), "-b", "1", "--stdin", "-w", file })
            start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new IOException("the program did not start");
    }

    /// <summary>What went wrong, or null.</summary>
    private static async Task<string?> FeedAsync(Process process, string text, CancellationToken stop)
    {
        Task<string> complaints = process.StandardError.ReadToEndAsync(stop);
        Task<string> output = process.StandardOutput.ReadToEndAsync(stop);
        await process.StandardInput.WriteAsync(text.AsMemory(), stop);
        process.StandardInput.Close();
        await process.WaitForExitAsync(stop);
        await output;
        string words = await complaints;
        return process.ExitCode == 0 ? null : $"exit code {process.ExitCode}: {(words.Length > 200 ? words[..200] : words)}";
    }

    private async Task<byte[]?> ReadAsync(string program, string file, CancellationToken cancellationToken)
    {
        var written = new FileInfo(file);
        if (!written.Exists || written.Length is 0 or > DashboardLimits.AudioBytesMax) return Fail(program, "it wrote no audio, or too much");
        byte[] audio = await File.ReadAllBytesAsync(file, cancellationToken);
        return WavFile.Seconds(audio) is null ? Fail(program, "what it wrote is not a WAV file") : audio;
    }

    private byte[]? Fail(string program, string reason)
    {
        DashboardLog.SpeechFailed(logger, program, reason);
        return null;
    }

    private static string? Find(string program)
    {
        if (program.Length == 0) return null;
        if (Path.IsPathRooted(program)) return File.Exists(program) ? program : null;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, program)).FirstOrDefault(File.Exists);
    }
}
