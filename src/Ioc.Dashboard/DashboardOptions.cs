namespace Ioc.Dashboard;

/// <summary>What whoever starts the people's edge decides. Checked by <see cref="DashboardOptionsValidator"/> when it is added.</summary>
public sealed record DashboardOptions
{
    /// <summary>Where <c>media/</c> (broadcast audio, by content hash) is kept; made when it is not there.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The built web app; null: <c>wwwroot</c> beside the program.</summary>
    public string? WebRootDirectory { get; init; }

    /// <summary>A PMTiles file that lies under the map; null: the map draws its own data on a plain ground.</summary>
    public string? BaseMapFile { get; init; }

    /// <summary>Shown by <c>GET /api/v1/system</c>; 1 to 64 characters.</summary>
    public string Version { get; init; } = "dev";

    /// <summary>
    /// Days that somebody whose role needs a second factor may work without one, from getting the role; 0 to 365, default 7. Null: for ever, which
    /// is for demonstrations.
    /// </summary>
    public int? SecondFactorGraceDays { get; init; } = 7;

    /// <summary>Not null: people may also sign in there.</summary>
    public IdentityProvider? Provider { get; init; }

    /// <summary>
    /// Passwords that one network may try in browsers that are strange to their account: so many are regained a minute, and ten times as many may come at
    /// once; 1 to 1,000, default 10. A right one costs nothing. A simulated centre with shared addresses may need more.
    /// </summary>
    public int PasswordAttemptsPerMinute { get; init; } = 10;

    /// <summary>
    /// What one account may cost per minute, in lookups in memory (CallCost); 300, which is the dearest call, to 1,000,000, default 6,000: twenty queries of a store a second for long, which no
    /// screen of ours asks for, and a hundred first loads of the app, which takes some 60. An address has ten times as much.
    /// </summary>
    public int CostPerMinute { get; init; } = 6_000;

    /// <summary>The speech program: a name on the path or a full path; empty: never speak, always send the recorded notice.</summary>
    public string SpeechProgram { get; init; } = "espeak-ng";

    /// <summary>How long one text may take to be spoken into a file; 1 to 120 seconds, default 20.</summary>
    public int SpeechTimeoutSeconds { get; init; } = 20;
}
