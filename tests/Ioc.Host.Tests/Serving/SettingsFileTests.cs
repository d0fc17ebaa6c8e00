using Ioc.Host.Serving;

namespace Ioc.Host.Tests.Serving;

public sealed class SettingsFileTests : IDisposable
{
    private readonly TempDirectory _temp = new();

    public void Dispose() => _temp.Dispose();

    [Theory]
    [InlineData("{}", 1883)]
    [InlineData("""{"mqttPort":1884}""", 1884)]
    [InlineData("""{"mqttPort":"off","mqttTlsPort":8883}""", null)]
    public void The_plain_MQTT_port_can_be_moved_and_switched_off(string json, int? port)
    {
        Assert.Equal(port, Read(json).MqttPort);
    }

    [Theory]
    [InlineData("""{"mqttPort":"none"}""")]
    [InlineData("""{"mqttPort":true}""")]
    public void Another_word_for_a_port_is_refused_and_the_right_one_named(string json)
    {
        File.WriteAllText(_temp.In("ioc.json"), json);
        Assert.Null(ServeSettings.TryRead(_temp.In("ioc.json"), mustExist: true, out var problem));
        Assert.Contains("\"off\"", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_file_that_holds_a_secret_is_among_those_whose_modes_are_looked_at()
    {
        foreach (var file in (string[])["t", "i", "o", "k", "k2", "c"])
            File.WriteAllText(_temp.In(file), "secret");
        var options = Read($$"""
            {
              "tlsKeyFile": "{{_temp.In("k")}}", "telemetry": "influx://127.0.0.1", "telemetrySecretFile": "{{_temp.In("t")}}",
              "identityProvider": {"authority": "https://h", "clientId": "c", "clientSecretFile": "{{_temp.In("i")}}"},
              "outsideBroker": {"address": "mqtts://h", "clientId": "c", "userName": "u", "passwordFile": "{{_temp.In("o")}}", "certificateFile": "{{_temp.In("c")}}", "keyFile": "{{_temp.In("k")}}2"}
            }
            """);
        Assert.Equal([_temp.In("i"), _temp.In("k"), _temp.In("k") + "2", _temp.In("o"), _temp.In("t")], options.SecretFiles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void How_long_the_time_series_server_keeps_and_how_much_may_wait_for_it_are_settings()
    {
        var telemetry = Read("""{"telemetry":"influx://h","telemetryServerRetentionDays":90,"telemetryServerHoursRetentionDays":700,"telemetryWaitingRowsMax":20000000}""").Telemetry!;
        Assert.Equal((90, 700, 20_000_000), (telemetry.RetentionDays, telemetry.HoursRetentionDays, telemetry.OutboxRowsMax));
    }

    [Fact]
    public void What_one_address_and_one_client_may_do_are_settings()
    {
        var limits = Read("""
            {"connectionsPerAddressMax":11,"connectsPerSecondPerAddressMax":12,"failedSignInsPerMinutePerAddressMax":13,"connectsPerMinutePerClientMax":14,"failedSignInsPerMinutePerClientMax":15}
            """).MqttLimits;
        Assert.Equal(
            (11, 12, 13, 14, 15),
            (limits.ConnectionsPerAddressMax, limits.ConnectsPerSecondPerAddressMax, limits.FailedAuthenticationsPerMinutePerAddressMax, limits.ConnectsPerMinutePerClientMax, limits.FailedAuthenticationsPerMinutePerClientMax));
    }

    private ServeOptions Read(string json)
    {
        File.WriteAllText(_temp.In("ioc.json"), json);
        var settings = ServeSettings.TryRead(_temp.In("ioc.json"), mustExist: true, out var problem);
        Assert.True(settings is not null, problem);
        var errors = new List<string>();
        var options = ServeArguments.TryRead(settings, _temp.Path, errors);
        Assert.True(options is not null, string.Join('\n', errors));
        return options;
    }
}
