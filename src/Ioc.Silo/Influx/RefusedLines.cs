using System.Text;

namespace Ioc.Silo.Influx;

/// <summary>
/// Finds the lines that a server refuses by sending halves, and halves of halves: servers say in many ways which line was wrong, but all
/// of them take a request of good lines. Lines that were stored already are the same points when they come again.
/// </summary>
internal sealed class RefusedLines(InfluxClient client)
{
    /// <summary>The lines, shortened, and what the server says of each.</summary>
    public List<(string Line, string Why)> Found { get; } = [];

    /// <summary>Points among them that were only too old.</summary>
    public long TooOld { get; private set; }

    /// <summary>Done when every line was either taken or found; else why not, and nothing may be dropped.</summary>
    public async Task<InfluxAnswer> SendHalvesAsync(ReadOnlyMemory<byte> refused, InfluxAnswer why, CancellationToken cancellationToken)
    {
        var middle = MiddleOf(refused.Span);
        if (middle == 0)
        {
            if (Found.Count == InfluxLimits.RefusedLinesMax)
                return new InfluxAnswer(InfluxOutcome.Away, $"more than {InfluxLimits.RefusedLinesMax} points of one request are refused: {why.Text}");
            Found.Add((Shorten(refused.Span), why.Text));
            return InfluxAnswer.Done;
        }

        foreach (var half in (ReadOnlyMemory<byte>[])[refused[..middle], refused[middle..]])
        {
            var answer = await client.WriteAsync(LineWriter.Compress(half.Span), cancellationToken);
            if (answer.Outcome is InfluxOutcome.Refused or InfluxOutcome.TooLarge)
                answer = await SendHalvesAsync(half, answer, cancellationToken);
            if (answer.Outcome != InfluxOutcome.Done)
                return answer;
            TooOld += answer.TooOld;
        }

        return InfluxAnswer.Done;
    }

    /// <summary>Where the second half's first line begins; 0 for a single line.</summary>
    private static int MiddleOf(ReadOnlySpan<byte> bytes)
    {
        var before = bytes[..(bytes.Length / 2)].LastIndexOf((byte)'\n') + 1;
        if (before > 0)
            return before;
        var behind = bytes.IndexOf((byte)'\n') + 1;
        return behind < bytes.Length ? behind : 0;
    }

    private static string Shorten(ReadOnlySpan<byte> line) =>
        Encoding.UTF8.GetString(line[..Math.Min(line.Length, InfluxLimits.AnswerCharactersMax)]).TrimEnd('\n');
}
