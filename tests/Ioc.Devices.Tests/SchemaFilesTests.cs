using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Ioc.Devices.Broadcasts;
using Ioc.Devices.Telemetry;

namespace Ioc.Devices.Tests;

public class SchemaFilesTests
{
    [Theory]
    [InlineData(DeviceKind.Loudspeaker)]
    [InlineData(DeviceKind.Hotspot)]
    [InlineData(DeviceKind.Site)]
    public void The_schema_file_says_what_the_table_says(DeviceKind kind)
    {
        var path = Path.Combine(Docs(), "schema", $"telemetry-{kind.Word()}.json");
        var written = TelemetryJsonSchema.Write(kind);
        if (Environment.GetEnvironmentVariable("IOC_WRITE_SCHEMAS") == "1")
            File.WriteAllText(path, written);

        Assert.True(File.ReadAllText(path) == written, $"{path} is old: IOC_WRITE_SCHEMAS=1 dotnet test tests/Ioc.Devices.Tests");
    }

    [Fact]
    public void The_contract_names_every_field()
    {
        var contract = File.ReadAllText(Path.Combine(Docs(), "mqtt.md"));

        Assert.All(DeviceKinds.All, kind => Assert.All(
            TelemetrySchema.For(kind).Fields.Concat(TelemetrySchema.For(kind).CellFields),
            field => Assert.Contains($"`{field.Name}`", contract, StringComparison.Ordinal)));
    }

    [Fact]
    public void The_command_schema_requires_what_a_play_command_has()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Docs(), "schema", "command.json")))!;
        var command = JsonNode.Parse(CommandJson.Play(BroadcastSamples.Broadcast()))!.AsObject();

        var required = schema["required"]!.AsArray().Concat(schema["then"]!["required"]!.AsArray()).Select(name => name!.GetValue<string>());
        Assert.Equal(required.Order(), command.Select(pair => pair.Key).Order());
    }

    [Fact]
    public void The_receipt_schema_names_the_states_that_the_decoder_takes()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Docs(), "schema", "receipt.json")))!;

        foreach (var state in schema["properties"]!["state"]!["enum"]!.AsArray().Select(word => word!.GetValue<string>()))
        {
            var json = System.Text.Encoding.UTF8.GetBytes($$"""{"broadcast":"b","state":"{{state}}"}""");
            Assert.Equal(Rejections.RejectionReason.None, ReceiptDecoder.Decode(json, out _));
        }
    }

    private static string Docs([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../docs"));
}
