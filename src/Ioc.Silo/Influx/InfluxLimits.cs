namespace Ioc.Silo.Influx;

/// <summary>Bounds of what goes to a time-series server and comes back.</summary>
internal static class InfluxLimits
{
    /// <summary>
    /// Lines of one request before compression: some 20,000 messages of a dozen fields. Larger ones save no round trip worth having, and
    /// servers refuse bodies over 25 MB by default.
    /// </summary>
    public const int RequestBytesMax = 4 * 1024 * 1024;

    /// <summary>One request, connection and answer included. A server that needs longer for 4 MiB is as good as away.</summary>
    public const int RequestSeconds = 30;

    /// <summary>One query: people wait for it.</summary>
    public const int QuerySeconds = 15;

    /// <summary>Attempts for one request beyond the first, before the server counts as away.</summary>
    public const int Retries = 3;

    /// <summary>First wait between attempts; doubled each time, with jitter.</summary>
    public const int RetryMilliseconds = 250;

    /// <summary>A server that is busy may say for how long; no longer than an absent one is given between two looks at it all.</summary>
    public const int RetryAfterSecondsMax = 60;

    /// <summary>While the server is away it is asked again this often: an outage of hours must not become a storm of requests.</summary>
    public const int AwaySeconds = 5;

    /// <summary>Without new rows the outbox is looked at again after this; checkpoints come every two seconds.</summary>
    public const int IdleMilliseconds = 1_000;

    /// <summary>The rate at which rows gather is taken over about this long: longer than a pause between checkpoints, shorter than people's patience.</summary>
    public const int RateSeconds = 30;

    /// <summary>Room for longer than a year is room.</summary>
    public const double SecondsLeftMax = 365 * 86_400.0;

    /// <summary>Lines of one request that are dropped because the server refuses them. More is no bad line but a wrong database: everything waits, loudly.</summary>
    public const int RefusedLinesMax = 64;

    /// <summary>Characters of a server's answer that go into a message.</summary>
    public const int AnswerCharactersMax = 300;

    /// <summary>Bytes of a server's answer that are read at all: the largest query is 2,000,000 buckets of some 60 characters.</summary>
    public const long AnswerBytesMax = 256L * 1024 * 1024;

    /// <summary>Devices named in one query; the text stays under what servers take in a URL or body.</summary>
    public const int QueryDevicesMax = 100;
}
