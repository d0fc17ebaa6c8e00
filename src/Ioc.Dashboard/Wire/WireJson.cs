using System.Text.Json;

namespace Ioc.Dashboard.Wire;

/// <summary>The options of the HTTP door for what is written by hand.</summary>
internal static class WireJson
{
    public static JsonSerializerOptions Options { get; } = Make();

    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = Options.Encoder, SkipValidation = true };

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        DashboardServices.Shape(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
