using Ioc.Silo.Influx;

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
