using System.Diagnostics.CodeAnalysis;

namespace Ioc.Silo.Influx;

/// <summary>Which time-series server keeps the telemetry for long.</summary>
public sealed record InfluxOptions
{
    /// <summary>Scheme, host and port: <c>http://127.0.0.1:8086/</c>.</summary>
    public required Uri Server { get; init; }

    /// <summary>Database (1.x) or bucket (2.x, 3.x); letters, digits, <c>_</c>, <c>-</c> and <c>.</c>; default <c>ioc</c>.</summary>
    public string Database { get; init; } = "ioc";

    /// <summary>Organisation, 2.x only.</summary>
    public string? Organisation { get; init; }

    /// <summary>User, 1.x with authentication only.</summary>
    public string? UserName { get; init; }

    /// <summary>Password (with a user) or token (without). Never logged, never in an address.</summary>
    public string? Secret { get; init; }

    /// <summary>Days that the server keeps raw points, 1 to 36,500 and no fewer than telemetry.db does; default 400.</summary>
    public int RetentionDays { get; init; } = 400;

    /// <summary>Days that an InfluxDB 1.x keeps the hours that it adds up, 1 to 36,500; default 1,826: five years.</summary>
    public int HoursRetentionDays { get; init; } = 1_826;

    /// <summary>
    /// Rows that may wait in telemetry.db for a server that is away, 10,000 to 10,000,000,000; default 50 million: some 8 GB, two days of 20,000
    /// devices that report every minute. From three quarters on people are told; near it telemetry of QoS 0 is dropped, and at it devices wait,
    /// as for a full journal: what was acknowledged reaches the server.
    /// </summary>
    public long OutboxRowsMax { get; init; } = 50_000_000;

    /// <summary>Reads nothing from telemetry.db that the server has: tests compare the two.</summary>
    internal bool AnswersAlone { get; init; }

    /// <summary>
    /// Reads <c>influx://[user@]host[:port][/database][?org=name]</c>, or <c>influxs://</c> for TLS. A password in the address is refused:
    /// addresses end up in process lists and logs.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out InfluxOptions? options, [NotNullWhen(false)] out string? problem)
    {
        options = null;
        problem = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("influx" or "influxs") || uri.Host.Length == 0)
            problem = $"'{text}' is no address of a time-series server: write influx://host:8086/database, or influxs:// for TLS.";
        else if (uri.UserInfo.Contains(':', StringComparison.Ordinal))
            problem = "The address holds a password; put it into a file or an environment variable instead.";
        else if (DatabaseOf(uri) is not { } database)
            problem = $"'{uri.AbsolutePath.Trim('/')}' is no database name: letters, digits, '_', '-' and '.', up to 64.";
        else
            options = new InfluxOptions
            {
                Server = new UriBuilder(uri.Scheme == "influxs" ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, uri.Host, uri.Port > 0 ? uri.Port : 8086).Uri,
                Database = database,
                Organisation = OrganisationOf(uri),
                UserName = uri.UserInfo.Length == 0 ? null : Uri.UnescapeDataString(uri.UserInfo),
            };
        return options is not null;
    }

    private static string? DatabaseOf(Uri uri)
    {
        var name = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        if (name.Length == 0)
            return "ioc";
        return name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.') ? name : null;
    }

    private static string? OrganisationOf(Uri uri)
    {
        foreach (var part in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            if (part.Split('=', 2) is ["org", var name])
                return Uri.UnescapeDataString(name);
        return null;
    }
}
