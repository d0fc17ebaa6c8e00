using System.Diagnostics;

namespace Ioc.Dashboard.Broadcasting;

/// <summary>Makes and keeps the audio of one broadcast: speak, else the recorded notice; hash; store.</summary>
internal sealed class BroadcastAudio(SpeechSynthesizer speech, MediaStore media)
{
    /// <summary>Said before and after a drill, so that nobody who joins late or leaves early takes it for the real thing.</summary>
    private const string ExerciseWords = "Đây là bài diễn tập.";

    public bool IsBusy => speech.IsBusy;

    public async Task<StoredAudio> MakeAsync(string text, bool exercise, CancellationToken cancellationToken)
    {
        byte[]? spoken = await speech.SpeakAsync(exercise ? $"{ExerciseWords}\n\n{text}\n\n{ExerciseWords}" : text, cancellationToken);
        ReadOnlyMemory<byte> wav = spoken ?? RecordedNotice.Wav;
        string hash = await media.PutAsync(wav, cancellationToken);
        double seconds = WavFile.Seconds(wav.Span) ?? throw new UnreachableException("BUG: audio that is no WAV passed the synthesizer");
        return new StoredAudio(MediaStore.PathOf(hash), hash, Math.Round(seconds, 3), spoken is null ? AudioKind.Notice : AudioKind.Speech);
    }
}
