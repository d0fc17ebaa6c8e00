using Ioc.Silo.Influx;
using Ioc.Silo.Storage;

namespace Ioc.Silo.Tests.Influx;

public sealed class InfluxOptionsTests
{
    [Theory]
    [InlineData("influx://db", "http://db:8086/", "ioc", null, null)]
    [InlineData("influx://10.0.0.5:9999/tinh", "http://10.0.0.5:9999/", "tinh", null, null)]
    [InlineData("influxs://ghi@db.local/tinh-38?org=So%20KHCN", "https://db.local:8086/", "tinh-38", "So KHCN", "ghi")]
    [InlineData("influx://[::1]:8086", "http://[::1]:8086/", "ioc", null, null)]
    public void An_address_names_server_database_organisation_and_user(string text, string server, string database, string? organisation, string? user)
    {
        Assert.True(InfluxOptions.TryParse(text, out var options, out _));
        Assert.Equal((server, database, organisation, user), (options.Server.ToString(), options.Database, options.Organisation, options.UserName));
        Assert.Null(options.Secret);
    }

    [Theory]
    [InlineData("""{"error":"partial write: points beyond retention policy dropped=300"}""", 300L)]
    [InlineData("""{"code":"unprocessable entity","message":"failure writing points to database: partial write: points beyond retention policy dropped=7"}""", 7L)]
    [InlineData("partial write: dropped 12 points outside retention policy of duration 24h0m0s", 12L)]
    [InlineData("points beyond retention policy", 1L)]
    [InlineData("retention policy not found: ioc", null)]
    [InlineData("partial write: field type conflict: input field \"v\" is type string dropped=1", null)]
    public void What_is_only_too_old_is_told_from_what_is_wrong(string refusal, long? tooOld) => Assert.Equal(tooOld, InfluxRetention.TooOldIn(refusal));

    [Theory]
    [InlineData(14, true)]
    [InlineData(13, false)]
    public void A_server_keeps_raw_points_no_shorter_than_telemetry_db(int days, bool isRight)
    {
        var options = new StoreOptions { DataDirectory = "d", Influx = new InfluxOptions { Server = new Uri("http://h"), RetentionDays = days } };
        Assert.Equal(isRight, options.Validate().Count == 0);
        if (!isRight)
            Assert.Contains("telemetryServerRetentionDays 14 or more", Assert.Single(options.Validate()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no address")]
    [InlineData("http://db:8086", "no address")]
    [InlineData("influx://", "no address")]
    [InlineData("influx://user:password@db", "password")]
    [InlineData("influx://db/a b", "database name")]
    [InlineData("influx://db/a;DROP", "database name")]
    public void What_is_wrong_is_said_without_repeating_a_password(string text, string word)
    {
        Assert.False(InfluxOptions.TryParse(text, out _, out var problem));
        Assert.Contains(word, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("user:password", problem, StringComparison.Ordinal);
    }
}
