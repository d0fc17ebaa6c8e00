using System.Globalization;

namespace Ioc.Host.Proving.Access;

/// <summary>What was tried and what came of it; the last line of <c>ioc prove access</c>.</summary>
internal sealed class AccessTally
{
    private readonly List<(string Name, string Value)> _measured = [];

    public int Tried { get; private set; }

    /// <summary>Went through and must not.</summary>
    public int AllowedWrongly { get; private set; }

    /// <summary>Was refused and must not be: a proof that everything is shut proves nothing.</summary>
    public int DeniedWrongly { get; private set; }

    /// <summary>Changed records that nobody noticed.</summary>
    public int TamperingMissed { get; private set; }

    public List<string> Words { get; } = [];

    public bool IsClean => AllowedWrongly + DeniedWrongly + TamperingMissed == 0;

    /// <summary>It must have been refused.</summary>
    public void Refused(bool isRefused, string what)
    {
        Tried++;
        if (isRefused)
            return;
        AllowedWrongly++;
        Words.Add("went through: " + what);
    }

    /// <summary>It must have been allowed.</summary>
    public void Allowed(bool isAllowed, string what)
    {
        Tried++;
        if (isAllowed)
            return;
        DeniedWrongly++;
        Words.Add("was refused: " + what);
    }

    /// <summary>The tampering must have been found.</summary>
    public void Found(bool isFound, string what)
    {
        Tried++;
        if (isFound)
            return;
        TamperingMissed++;
        Words.Add("nobody noticed: " + what);
    }

    /// <summary>A figure of its own in the last line.</summary>
    public void Measure(string name, double value) => _measured.Add((name, value.ToString("0.###", CultureInfo.InvariantCulture)));

    public string Line(TimeSpan duration) => string.Create(
        CultureInfo.InvariantCulture,
        $"tried={Tried} allowed_wrongly={AllowedWrongly} denied_wrongly={DeniedWrongly} tampering_missed={TamperingMissed}{string.Concat(_measured.Select(pair => $" {pair.Name}={pair.Value}"))} seconds={duration.TotalSeconds:F0}");
}
