namespace Ioc.Host.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("serve --help")]
    [InlineData("import --help")]
    [InlineData("import units --help")]
    [InlineData("import boundaries --help")]
    [InlineData("import hamlets --help")]
    [InlineData("import devices --help")]
    [InlineData("export devices --help")]
    [InlineData("device --help")]
    [InlineData("device add --help")]
    [InlineData("device list --help")]
    [InlineData("device rotate --help")]
    [InlineData("device remove --help")]
    [InlineData("user add --help")]
    [InlineData("user password --help")]
    [InlineData("token create --help")]
    [InlineData("simulate --help")]
    [InlineData("broker --help")]
    [InlineData("bench ingest --help")]
    [InlineData("bench mqtt --help")]
    [InlineData("backup --help")]
    [InlineData("restore --help")]
    [InlineData("doctor --help")]
    public async Task Every_command_explains_itself_on_stdout(string line)
    {
        var (code, text, error) = await TestTerminal.RunAsync(line.Split(' '));

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("Usage:", text, StringComparison.Ordinal);
        Assert.Contains("--data", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Required command was not provided")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("serve --port x", "x")]
    [InlineData("serve --frob", "--frob")]
    [InlineData("serve --port 70000 --data {temp}", "--port 70000 is not between 0 and 65535")]
    [InlineData("serve --port 5000 --mqtt-port 5000 --data {temp}", "both 5000")]
    [InlineData("serve --mqtt-port none --data {temp}", "--mqtt-port none is neither a port nor off")]
    [InlineData("serve --mqtt-port off --data {temp}", "no other way in for devices")]
    [InlineData("serve --mqtt-port off --demo --data {temp}", "--demo and --mqtt-port off contradict")]
    [InlineData("serve --listen localhost --data {temp}", "not an IP address")]
    [InlineData("serve --demo --no-demo --data {temp}", "contradict")]
    [InlineData("serve --demo --demo-devices 0 --data {temp}", "--demo-devices 0")]
    [InlineData("serve --config {temp}/none.json --data {temp}", "none.json")]
    [InlineData("device add x", "--kind")]
    [InlineData("device add x --kind tree --unit 1 --lat 1 --lon 1", "kind 'tree'")]
    [InlineData("device add x/y --kind site --unit 1 --lat 1 --lon 1", "id 'x/y'")]
    [InlineData("device add x --kind site --unit 1 --lat 91 --lon 1", "latitude 91")]
    [InlineData("device add x --kind site --unit 1 --lat 1 --lon 1 --set colour=red", "colour=red")]
    [InlineData("export devices --format xml", "xml")]
    [InlineData("user add x --role king", "king")]
    [InlineData("import devices {temp}/none.csv", "does not exist")]
    [InlineData("simulate --devices 0", "--devices must be between")]
    [InlineData("broker --port 0", "--anonymous")]
    [InlineData("broker --port 0 --user lan", "NAME:FILE")]
    [InlineData("broker --port 0 --user lan:{temp}/none", "does not exist")]
    [InlineData("broker --port 0 --anonymous --status-interval -1", "--status-interval -1")]
    [InlineData("broker --port 70000 --anonymous", "--port 70000")]
    [InlineData("broker --port 0 --anonymous --maximum-qos 3", "--maximum-qos 3")]
    [InlineData("broker --port 0 --anonymous --receive-maximum 0 --server-keep-alive 0", "--server-keep-alive 0")]
    [InlineData("broker --port 0 --anonymous --deny-publish a#", "a# is not a topic filter")]
    [InlineData("bench mqtt --scenario dance --shape 1x1 --seconds 0", "--scenario has no 'dance'")]
    [InlineData("bench mqtt --scenario dance --shape 1x1 --seconds 0", "--seconds must be 1 to 600")]
    public async Task A_wrong_command_line_is_exit_code_2_with_the_reason_on_stderr(string line, string reason)
    {
        using var temp = new TempDirectory();
        var (code, text, error) = await TestTerminal.RunAsync(line.Replace("{temp}", temp.Path, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (code, text));
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(temp.Path, "ioc.lock")));
    }

    [Theory]
    [InlineData("device list")]
    [InlineData("device rotate x")]
    [InlineData("export devices")]
    [InlineData("token create --user x")]
    [InlineData("simulate --devices 1")]
    [InlineData("bench ingest")]
    public async Task Without_a_server_it_is_exit_code_1_and_the_advice_to_start_one(string line)
    {
        using var temp = new TempDirectory();
        var (code, text, error) = await TestTerminal.RunAsync([.. line.Split(' '), "--data", temp.Path]);

        Assert.Equal((1, ""), (code, text));
        Assert.Contains("ioc serve", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named()
    {
        // Port 9 (discard) on loopback: nobody listens there.
        var (code, _, error) = await TestTerminal.RunAsync("device", "list", "--url", "http://127.0.0.1:9", "--token", "x");

        Assert.Equal(1, code);
        Assert.Contains("http://127.0.0.1:9", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"prot":8080}""", "prot")]
    [InlineData("""{"port":"8080"}""", "port")]
    [InlineData("""{"port":1,"port":2}""", "port")]
    [InlineData("not json", "ioc.json")]
    public async Task A_settings_file_with_an_unknown_key_or_a_wrong_value_is_refused(string json, string reason)
    {
        using var temp = new TempDirectory();
        await File.WriteAllTextAsync(Path.Combine(temp.Path, "ioc.json"), json);

        var (code, _, error) = await TestTerminal.RunAsync("serve", "--data", temp.Path, "--port", "0", "--mqtt-port", "0");

        Assert.Equal(2, code);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }
}
