namespace Ioc.Dashboard;

/// <summary>Every bound of the people's edge, with its reason.</summary>
internal static class DashboardLimits
{
    /// <summary>An ordinary request: the largest is a broadcast of 4,000 Vietnamese characters (12 KB) with some hundred device ids.</summary>
    public const int RequestBytesMax = 64 * 1024;

    /// <summary>An import: 22,000 devices at about 700 bytes are 15 MB; a province's commune boundaries about 10 MB.</summary>
    public const int ImportBytesMax = 32 * 1024 * 1024;

    /// <summary>GeoJSON's MultiPolygon inside a FeatureCollection nests 9 deep; 32 leaves room and stops bombs.</summary>
    public const int JsonDepthMax = 32;

    public const int PageSizeMax = 1_000;
    public const int PageSizeDefault = 100;

    /// <summary>Longest filter or cursor looked at: no name or serial in the registry is longer than 200.</summary>
    public const int FilterCharsMax = 200;

    /// <summary>Rows of one import: four times a large province.</summary>
    public const int ImportRowsMax = 100_000;

    /// <summary>Errors one import answers: more do not help whoever mends the file.</summary>
    public const int ImportErrorsMax = 1_000;

    /// <summary><c>SeriesQuery</c>: 1 to 100 devices and 1 to 32 metrics.</summary>
    public const int SeriesDevicesMax = 100;
    public const int SeriesMetricsMax = 32;

    /// <summary>A metric's name, like <c>cells.{id ≤ 32}.prb_down_percent</c>.</summary>
    public const int MetricCharsMax = 128;

    /// <summary>Ten years, as the store: hours are kept for five, days for ever.</summary>
    public const int SeriesDaysMax = 3_660;

    /// <summary>One day: the widest rolled-up bucket anybody reads.</summary>
    public const int SeriesStepSecondsMax = 86_400;

    /// <summary>Points a series may have when the caller chooses the step: ten times what the store would choose.</summary>
    public const int SeriesPointsMax = 10_000;

    /// <summary>Credentials of one request: docs/api.md.</summary>
    public const int CredentialsMax = 5_000;

    /// <summary>Body of a credentials request: 5,000 ids of 64 characters with quotes and commas are 335 KB.</summary>
    public const int CredentialsBytesMax = 512 * 1024;

    /// <summary>The ledger lists at most this many broadcasts (IBroadcasts.ListAsync).</summary>
    public const int BroadcastsListedMax = 1_000;

    public const int BroadcastTitleCharsMax = 200;
    public const int BroadcastTextCharsMax = 4_000;

    /// <summary>What an operator picks by hand; a whole province is one unit.</summary>
    public const int BroadcastTargetsMax = 1_000;
    public const int BroadcastExpirySecondsMin = 60;
    public const int BroadcastExpirySecondsMax = 86_400;
    public const int BroadcastExpirySecondsDefault = 900;

    /// <summary>Offline ids a preview lists: a screenful; the count says the rest.</summary>
    public const int PreviewOfflineMax = 100;

    /// <summary>Unknown ids an error names: enough to see the pattern.</summary>
    public const int NamedInErrorMax = 20;

    /// <summary>Speech processes at once: one per core of the smallest machine we support (2).</summary>
    public const int SpeechAtOnceMax = 2;

    /// <summary>Orders that may wait for a speech process; the next is answered 503.</summary>
    public const int SpeechWaitingMax = 16;

    /// <summary>4,000 characters at espeak-ng's slowest sensible rate are about 8 minutes, 22,050 Hz mono 16 bit: 21 MB.</summary>
    public const int AudioBytesMax = 64 * 1024 * 1024;

    /// <summary>User names and passwords longer than this are refused before they are hashed.</summary>
    public const int UserNameCharsMax = 64;
    public const int PasswordCharsMax = 256;

    /// <summary>Tokens are 43 characters (256 bits, base64url); longer ones are not looked up.</summary>
    public const int TokenCharsMax = 256;

    /// <summary>Attempts that cost nothing: people mistype, also twice in a row.</summary>
    public const int FreeAttempts = 10;

    /// <summary>As above, for one account from all networks together: people of a whole office who mistype; a botnet is past it at once.</summary>
    public const int FreeAttemptsFromAnywhere = 50;

    /// <summary>Minutes' worth of a network's attempts that may come at once: with ten a minute a hundred, the people of an office on the morning their browsers were renewed.</summary>
    public const int NetworkAttemptsAtOnce = 10;

    /// <summary>The longest wait between attempts: 96 guesses a day, and an owner in a strange browser waits no longer than a coffee.</summary>
    public const int ThrottleSecondsMax = 900;

    /// <summary>Names, addresses and browsers remembered at once: some 10 MB.</summary>
    public const int ThrottleKeysMax = 100_000;

    /// <summary>Half-finished sign-ins of one kind.</summary>
    public const int TicketsMax = 10_000;

    /// <summary>Wrong codes after one password: then it is shown again, which costs an attacker a hash each.</summary>
    public const int TicketMissesMax = 5;

    /// <summary>Passwords of strangers that wait to be checked: each takes a core for a tenth of a second, so the last waits two seconds.</summary>
    public const int PasswordsWaitingMax = 16;

    /// <summary>Refused sign-ins that name nobody, written into the audit per minute at most: they cost a stranger nothing, and rows stay for ever.</summary>
    public const int NamelessRefusalsPerMinute = 10;

    /// <summary>What one account tried and may not, written per minute at most: enough to show that somebody probes, and 15,000 rows a day.</summary>
    public const int RefusalsPerMinute = 10;

    /// <summary>
    /// How long the audit says who somebody was after the account is gone: an inquiry asks months later, and whoever did wrong must not be able to have it forgotten.
    /// </summary>
    public const int NamesKeptDays = 365;

    /// <summary>From the password to the second factor: time to find the phone.</summary>
    public const int TicketSeconds = 300;

    /// <summary>How long after the password was shown a browser may change people's rights: an administrator's round of them, not a lunch.</summary>
    public const int ProofMinutes = 15;

    /// <summary>How long a browser is known after a sign-in.</summary>
    public const int KnownBrowserDays = 180;

    /// <summary>Days an invitation may wait.</summary>
    public const int InvitationDaysMax = 30;
    public const int InvitationDaysDefault = 7;

    /// <summary>Ten years: longer is "until revoked".</summary>
    public const int TokenDaysMax = 3_650;

    /// <summary>Token sign-ins per minute and address: machines retry, and 256 bits are not guessed.</summary>
    public const int TokenAttemptsPerMinute = 120;

    /// <summary>The cookie of a session older than this is sent anew, so that its 12 hours slide.</summary>
    public const int CookieRefreshSeconds = 1_800;

    /// <summary>How old the overview behind lists and previews may be: O(devices) work at most once a second.</summary>
    public const int OverviewAgeSecondsMax = 1;
}
