namespace Ioc.Devices.Broadcasts;

/// <summary>Bounds of broadcasts, with their reasons.</summary>
public static class BroadcastLimits
{
    /// <summary>Broadcasts that still have open deliveries. Hundreds of communes may each play one; more is a runaway script.</summary>
    public const int ActiveMax = 1_000;

    /// <summary>Rows in memory: some thirty broadcasts to a whole large province of 16,000 clusters, about 200 bytes each.</summary>
    public const int RowsMax = 500_000;

    /// <summary>Characters of the text: five minutes of speech; also the API's limit.</summary>
    public const int TextCharactersMax = 4_000;

    public const int TitleCharactersMax = 200;

    /// <summary>Half an hour: TT 39 sessions are 15 to 45 minutes, and one message is a part of a session.</summary>
    public const double AudioSecondsMax = 1_800;

    /// <summary>A device that said it plays and then nothing for this long after the audio's end has failed: power cut, or no network.</summary>
    public const int ReceiptGraceSeconds = 120;

    /// <summary>A week: longer than any bulletin is true.</summary>
    public const int ExpirySecondsMax = 7 * 86_400;
}
