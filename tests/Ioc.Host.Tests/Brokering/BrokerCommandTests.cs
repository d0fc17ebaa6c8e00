using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ioc.Host.Tests.Commands;
using Ioc.Mqtt;
using Ioc.Mqtt.Client;

namespace Ioc.Host.Tests.Brokering;

public sealed class BrokerCommandTests
{
    [Fact]
    public async Task It_says_where_it_listens_carries_messages_and_stops_when_asked()
    {
        await using var broker = await RunningBroker.StartAsync("--anonymous");
        Assert.Matches(@"^Ready: mqtt://127\.0\.0\.1:\d+, open to everybody who reaches it; Ctrl-C stops it$", broker.Announcement);
        var heard = new TaskCompletionSource<string>();
        var (subscriber, _) = await broker.ConnectAsync("s", heard: message => heard.TrySetResult($"{message.Topic} {Encoding.UTF8.GetString(message.Payload.Span)}"));
        var (publisher, _) = await broker.ConnectAsync("p", ProtocolVersion.V311);
        Assert.Equal(ReasonCode.GrantedQos1, await subscriber.SubscribeAsync("a/+"));

        await publisher.PublishAsync("a/b", "xin chào"u8.ToArray());

        Assert.Equal("a/b xin chào", await heard.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(0, await broker.StopAsync());
        Assert.Equal(new MqttClientClosed(ClientCloseReason.DisconnectedByBroker, ReasonCode.ServerShuttingDown), await subscriber.Closed);
    }

    [Fact]
    public async Task A_user_gets_in_with_the_password_of_the_file_and_nobody_else_does()
    {
        using var temp = new TempDirectory();
        await File.WriteAllTextAsync(temp.In("lan"), "mật khẩu\n");
        await using var broker = await RunningBroker.StartAsync($"--user lan:{temp.In("lan")}");

        Assert.Equal(ReasonCode.Success, (await broker.ConnectAsync("1", userName: "lan", password: "mật khẩu")).Reason);
        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await broker.ConnectAsync("2", userName: "lan", password: "mật khẩu\n")).Reason);
        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await broker.ConnectAsync("3", userName: "lan")).Reason);
        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await broker.ConnectAsync("4", userName: "huệ", password: "mật khẩu")).Reason);
        Assert.Equal(ReasonCode.NotAuthorized, (await broker.ConnectAsync("5")).Reason);
        Assert.DoesNotContain("mật khẩu", broker.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_anonymous_clients_a_user_still_needs_his_password()
    {
        using var temp = new TempDirectory();
        await File.WriteAllTextAsync(temp.In("lan"), "secret");
        await using var broker = await RunningBroker.StartAsync($"--anonymous --user lan:{temp.In("lan")}");

        Assert.Equal(ReasonCode.Success, (await broker.ConnectAsync("1")).Reason);
        Assert.Equal(ReasonCode.BadUserNameOrPassword, (await broker.ConnectAsync("2", userName: "lan", password: "x")).Reason);
        Assert.Equal(ReasonCode.Success, (await broker.ConnectAsync("3", userName: "lan", password: "secret")).Reason);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311)]
    [InlineData(ProtocolVersion.V500)]
    public async Task A_denied_filter_is_refused_with_0x80_and_a_denied_topic_reaches_nobody(ProtocolVersion version)
    {
        await using var broker = await RunningBroker.StartAsync("--anonymous --deny-subscribe secret/# --deny-publish a/no");
        var heard = new List<string>();
        var done = new TaskCompletionSource();
        var (client, _) = await broker.ConnectAsync("c", version, heard: message =>
        {
            heard.Add(message.Topic);
            if (message.Topic == "a/yes") done.TrySetResult();
        });

        Assert.Equal(ReasonCode.UnspecifiedError, await client.SubscribeAsync("secret/a"));
        Assert.Equal(ReasonCode.UnspecifiedError, await client.SubscribeAsync("secret/+"));
        Assert.Equal(ReasonCode.UnspecifiedError, await client.SubscribeAsync("$share/g/secret/a"));
        Assert.Equal(ReasonCode.GrantedQos1, await client.SubscribeAsync("#"));
        // 3.1.1 has no word for a refusal: the message is acknowledged and gone.
        var refusal = version == ProtocolVersion.V500 ? ReasonCode.NotAuthorized : ReasonCode.Success;
        Assert.Equal(refusal, await client.PublishAsync("a/no", "x"u8.ToArray()));
        Assert.Equal(refusal, await client.PublishAsync("a/no", "x"u8.ToArray(), QualityOfService.ExactlyOnce));
        Assert.Equal(refusal, await client.PublishAsync("$SYS/broker/version", "forged"u8.ToArray(), retain: true));
        await client.PublishAsync("$other/x", "not for wildcards"u8.ToArray());
        await client.PublishAsync("a/yes", "x"u8.ToArray());

        await done.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(["a/yes"], heard);
    }

    [Fact]
    public async Task Strangers_programs_get_through_it()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mosquitto_sub"), "mosquitto-clients are not installed");
        await using var broker = await RunningBroker.StartAsync("--anonymous");
        using var publisher = Process.Start("/usr/bin/mosquitto_pub", $"-h 127.0.0.1 -p {broker.Port} -V mqttv5 -q 2 -t a/b -m một -r");
        await publisher.WaitForExitAsync();
        Assert.Equal(0, publisher.ExitCode);
        using var subscriber = Process.Start(new ProcessStartInfo("/usr/bin/mosquitto_sub", $"-h 127.0.0.1 -p {broker.Port} -V mqttv311 -t a/# -C 1 -W 20 -v") { RedirectStandardOutput = true })!;
        Assert.Equal("a/b một", await subscriber.StandardOutput.ReadLineAsync());
        await subscriber.WaitForExitAsync();
    }

    [Fact]
    public async Task With_a_directory_what_is_retained_is_there_after_a_restart_and_without_one_it_is_not()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mosquitto_sub"), "mosquitto-clients are not installed");
        using var temp = new TempDirectory();
        await using (var first = await RunningBroker.StartAsync($"--anonymous --data {temp.In("mqtt")}"))
        {
            Assert.Equal(0, await MosquittoAsync("pub", $"-p {first.Port} -q 1 -t a/b -m kept -r"));
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await RunningBroker.StartAsync($"--anonymous --data {temp.In("mqtt")}");
        Assert.Equal(0, await MosquittoAsync("sub", $"-p {second.Port} -t a/b -C 1 -W 20"));
        await using var memory = await RunningBroker.StartAsync("--anonymous");
        // 27: the time given with -W ran out.
        Assert.Equal(27, await MosquittoAsync("sub", $"-p {memory.Port} -t a/b -C 1 -W 1"));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("--status-interval 0", 27)]
    public async Task Its_figures_stand_under_SYS_unless_they_are_switched_off(string options, int exitCode)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/mosquitto_sub"), "mosquitto-clients are not installed");
        await using var broker = await RunningBroker.StartAsync($"--anonymous {options}");
        Assert.Equal(exitCode, await MosquittoAsync("sub", $"-p {broker.Port} -t $SYS/broker/clients/connected -C 1 -W {(exitCode == 0 ? 20 : 2)}"));
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (code, _, error) = await TestTerminal.RunAsync("broker", "--anonymous", "--port", $"{port}");
        Assert.Equal(1, code);
        Assert.Contains($":{port}: another program listens there", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_password_file_is_named()
    {
        using var temp = new TempDirectory();
        await File.WriteAllTextAsync(temp.In("lan"), "\n");
        var (code, _, error) = await TestTerminal.RunAsync("broker", "--port", "0", "--user", $"lan:{temp.In("lan")}");
        Assert.Equal(1, code);
        Assert.Contains("no password for user lan", error, StringComparison.Ordinal);
    }

    private static async Task<int> MosquittoAsync(string program, string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo($"/usr/bin/mosquitto_{program}", "-h 127.0.0.1 " + arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
