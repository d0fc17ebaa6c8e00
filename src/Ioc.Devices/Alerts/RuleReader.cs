using System.Globalization;
using Ioc.Devices.Telemetry;
using Ioc.Devices.Twins;
using YamlDotNet.RepresentationModel;

namespace Ioc.Devices.Alerts;

/// <summary>Reads one rule: one mapping of the YAML, which makes one <see cref="Rule"/> per kind it names.</summary>
internal sealed class RuleReader(YamlMappingNode mapping, List<string> errors)
{
    private static readonly string[] KnownKeys =
    [
        "condition", "kinds", "field", "raise", "clear", "raise_after_s", "clear_after_s", "severity", "effect", "alarm_type",
        "probable_cause", "service_affecting", "text_vi", "text_en", "repair_vi", "repair_en", "unless", "missed_periods", "will_grace_s",
    ];

    private static readonly string[] AlarmTypes =
        ["communicationsAlarm", "equipmentAlarm", "environmentalAlarm", "qualityOfServiceAlarm", "processingErrorAlarm"];

    private readonly int _errorsBefore = errors.Count;

    public IEnumerable<Rule> Read()
    {
        foreach (var key in mapping.Children.Keys.Where(key => !KnownKeys.Contains(Scalar(key))))
            Error(key, $"unknown key '{Scalar(key)}'");
        if (!ConditionWords.TryParse(Required("condition"), out var condition))
            Error(Node("condition"), $"unknown condition '{Optional("condition")}'");
        var kinds = Words("kinds").Select(ReadKind).ToArray();
        if (kinds.Length == 0)
            Error(mapping, "'kinds' is missing");
        var template = ReadTemplate(condition);
        var rules = kinds.Select(kind => ForKind(template, kind)).ToArray();
        return errors.Count == _errorsBefore ? rules : [];
    }

    private Rule ReadTemplate(Condition condition) => new()
    {
        Condition = condition,
        Kind = default,
        Severity = Enum<Severity>("severity"),
        Effect = Enum<RuleEffect>("effect"),
        AlarmType = OneOf("alarm_type", AlarmTypes),
        ProbableCause = Required("probable_cause"),
        ServiceAffecting = OneOf("service_affecting", ["true", "false"], "false") == "true",
        TextVi = Required("text_vi"),
        TextEn = Required("text_en"),
        RepairVi = Optional("repair_vi"),
        RepairEn = Optional("repair_en"),
        RaiseAfterSeconds = Whole("raise_after_s", 0, RuleLimits.HoldSecondsMax, 0),
        ClearAfterSeconds = Whole("clear_after_s", 0, RuleLimits.HoldSecondsMax, 0),
        MissedPeriods = Whole("missed_periods", 1, RuleLimits.MissedPeriodsMax, 3),
        WillGraceSeconds = Whole("will_grace_s", 0, RuleLimits.HoldSecondsMax, 0),
        UnlessConditions = Words("unless").Aggregate(0UL, (bits, word) => bits | ReadCondition(word).Bit()),
    };

    private Rule ForKind(Rule template, DeviceKind kind)
    {
        if (template.Condition is Condition.Offline or Condition.CoverageGap or Condition.JournalFilling or Condition.StoreAway or Condition.EdgeAway || kind == default)
            return template with { Kind = kind, Source = RuleSource.Silence };
        var name = Required("field");
        var schema = TelemetrySchema.For(kind);
        var (source, sourceKind) = name switch
        {
            "access_points_missing" => (RuleSource.AccessPointsMissing, DeviceKind.Hotspot),
            "cells_down" => (RuleSource.CellsDown, DeviceKind.Site),
            "outage" => (RuleSource.Outage, DeviceKind.Site),
            "serious_alarms" => (RuleSource.SeriousAlarms, DeviceKind.Site),
            _ => (RuleSource.Field, kind),
        };
        var field = schema.Find(name);
        if (source == RuleSource.Field ? field is null or { Type: FieldType.Text or FieldType.Cells or FieldType.Alarms } : sourceKind != kind)
        {
            Error(Node("field"), $"'{name}' is no field of a {kind.Word()} that can be judged");
            return template;
        }
        var raise = ReadTest("raise", Required("raise"), field);
        var clear = Optional("clear") is { } text ? ReadTest("clear", text, field) : raise.Opposite();
        if (IsContradiction(raise, clear))
            Error(Node("clear"), "the value that clears would also raise");
        return template with { Kind = kind, Source = source, FieldIndex = field?.Index ?? -1, Raise = raise, Clear = clear };
    }

    /// <summary>Two tests of numbers have a value in common if one of the bounds, what is beside them, or what is between them is one.</summary>
    private static bool IsContradiction(RuleTest raise, RuleTest clear)
    {
        if (raise.Operator == RuleOperator.OneOf)
            return (raise.WordBits & clear.WordBits) != 0;
        ReadOnlySpan<double> values =
        [
            raise.Bound, clear.Bound, (raise.Bound + clear.Bound) / 2,
            Math.BitDecrement(raise.Bound), Math.BitIncrement(raise.Bound), Math.BitDecrement(clear.Bound), Math.BitIncrement(clear.Bound),
        ];
        foreach (var value in values)
        {
            if (raise.Holds(value) && clear.Holds(value))
                return true;
        }
        return false;
    }

    private RuleTest ReadTest(string key, string text, TelemetryField? field)
    {
        var parts = text.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var words = field?.Type switch { FieldType.Word => field.Words, FieldType.Bool => ["false", "true"], _ => null };
        if (parts.Length == 2 && words is not null && parts[0] is "=" or "!=")
            return ReadWords(key, parts, words);
        RuleOperator? comparison = parts.Length != 2 ? null : parts[0] switch
        {
            "<" => RuleOperator.Below,
            "<=" => RuleOperator.AtMost,
            ">" => RuleOperator.Above,
            ">=" => RuleOperator.AtLeast,
            "=" => RuleOperator.Equal,
            "!=" => RuleOperator.NotEqual,
            _ => null,
        };
        if (comparison is { } known && words is null && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var bound)
            && double.IsFinite(bound))
        {
            return new RuleTest(known, bound, 0);
        }
        Error(Node(key), $"'{text}' is no test of this field; write for example '< 20' or '= open'");
        return default;
    }

    private RuleTest ReadWords(string key, string[] parts, IReadOnlyList<string> words)
    {
        ulong bits = 0;
        foreach (var word in parts[1].Split('|', StringSplitOptions.TrimEntries))
        {
            var index = Enumerable.Range(0, words.Count).FirstOrDefault(i => words[i] == word, -1);
            if (index < 0)
                Error(Node(key), $"'{word}' is not one of {string.Join(", ", words)}");
            else
                bits |= 1UL << index;
        }
        return new RuleTest(RuleOperator.OneOf, 0, parts[0] == "=" ? bits : ~bits);
    }

    private DeviceKind ReadKind(string word)
    {
        if (word == DeviceKind.Centre.Word())
            return DeviceKind.Centre;
        if (!DeviceKinds.TryParse(word, out var kind))
            Error(Node("kinds"), $"unknown kind '{word}'");
        return kind;
    }

    private Condition ReadCondition(string word)
    {
        if (!ConditionWords.TryParse(word, out var condition))
            Error(Node("unless"), $"unknown condition '{word}'");
        return condition;
    }

    private T Enum<T>(string key)
        where T : struct, Enum
    {
        var word = Required(key);
        if (!char.IsAsciiLetter(word.FirstOrDefault()) || !System.Enum.TryParse<T>(word, ignoreCase: true, out var value))
        {
            Error(Node(key), $"'{key}' must be one of {string.Join(", ", System.Enum.GetNames<T>()).ToLowerInvariant()}");
            return default;
        }
        return value;
    }

    private string OneOf(string key, string[] words, string? otherwise = null)
    {
        var word = otherwise is null ? Required(key) : Optional(key) ?? otherwise;
        if (!words.Contains(word))
            Error(Node(key), $"'{key}' must be one of {string.Join(", ", words)}");
        return word;
    }

    private int Whole(string key, int min, int max, int otherwise)
    {
        if (Optional(key) is not { } text)
            return otherwise;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < min || number > max)
            Error(Node(key), $"'{key}' must be a whole number from {min} to {max}");
        return number;
    }

    private IEnumerable<string> Words(string key) => Node(key) switch
    {
        YamlSequenceNode list when mapping.Children.ContainsKey(new YamlScalarNode(key)) => list.Children.Select(Scalar),
        YamlScalarNode one => [Scalar(one)],
        _ => [],
    };

    private string Required(string key)
    {
        var text = Optional(key);
        if (string.IsNullOrWhiteSpace(text))
            Error(mapping, $"'{key}' is missing");
        return text ?? "";
    }

    private string? Optional(string key)
    {
        if (!mapping.Children.TryGetValue(new YamlScalarNode(key), out var node))
            return null;
        var text = Scalar(node);
        if (text.Length > RuleLimits.TextCharactersMax)
            Error(node, $"'{key}' is longer than {RuleLimits.TextCharactersMax} characters");
        return text;
    }

    private YamlNode Node(string key) => mapping.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : mapping;

    private static string Scalar(YamlNode node) => (node as YamlScalarNode)?.Value ?? "";

    private void Error(YamlNode node, string message)
    {
        var text = $"line {node.Start.Line}: {message}";
        if (!errors.Contains(text))
            errors.Add(text);
    }
}
