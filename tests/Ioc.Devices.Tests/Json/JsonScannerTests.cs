using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Ioc.Devices.Json;
using Ioc.Devices.Rejections;

namespace Ioc.Devices.Tests.Json;

/// <summary>Our scanner against the platform's parser: the same verdict on everything but what we refuse on purpose.</summary>
public class JsonScannerTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(4_000);

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"\\u0061\"", "\"\\ud83d\\ude00\"", "\"\\", "\"", "1", "-", "0", "01", "1.5", ".5", "2e", "2e3",
        "-1E-2", "true", "false", "null", "nul", " ", "\n", "\t", "\u0001", "é", "/*", "NaN", "{\"k\":", "\"x\":[1,2]", "\\u00", "\"\\n\"",
    ];

    [Fact]
    public void Agrees_with_the_platforms_parser_on_any_mix_of_json_pieces()
    {
        var texts = Gen.Elements(Pieces).ArrayOf().Select(string.Concat).ToArbitrary();

        Check.One(Many, Prop.ForAll(texts, text => Agrees(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Agrees_with_the_platforms_parser_on_good_messages_with_some_bytes_changed()
    {
        var good = Encoding.UTF8.GetBytes(Samples.SiteMessage(3));
        var changes = Gen.Choose(0, good.Length - 1).Zip(Gen.Choose(0, 127)).ArrayOf().ToArbitrary();

        Check.One(Many, Prop.ForAll(changes, list =>
        {
            var bytes = good.ToArray();
            foreach (var (at, value) in list)
                bytes[at] = (byte)value;
            Agrees(bytes);
        }));
    }

    private static void Agrees(byte[] bytes)
    {
        var scanner = new JsonScanner(bytes);
        var ours = scanner.Skip(depth: 0) && scanner.AtEnd();
        if (scanner.Fault is not (RejectionReason.None or RejectionReason.NotJson))
            return;
        Assert.True(ours == IsJson(bytes), $"we say {ours} to {Encoding.UTF8.GetString(bytes)}");
    }

    private static bool IsJson(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
