using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ioc.Devices.Alerts;

/// <summary>YAML → rules. Collects every error with its line instead of stopping at the first.</summary>
internal sealed class RuleParser
{
    private readonly List<string> _errors = [];

    public IReadOnlyList<string> Errors => _errors;

    public IReadOnlyList<Rule> Parse(string yaml)
    {
        var rules = new List<Rule>();
        foreach (var node in ReadList(yaml))
        {
            if (node is YamlMappingNode mapping)
                rules.AddRange(new RuleReader(mapping, _errors).Read());
            else
                _errors.Add($"line {node.Start.Line}: a rule must be a mapping");
        }
        foreach (var twice in rules.GroupBy(rule => (rule.Kind, rule.Condition)).Where(group => group.Count() > 1))
            _errors.Add($"two rules for {Twins.ConditionWords.Word(twice.Key.Condition)} of {twice.Key.Kind.Word()}");
        foreach (var rule in rules.Where(rule => IsChained(rule, rules)))
            _errors.Add($"{Twins.ConditionWords.Word(rule.Condition)} of {rule.Kind.Word()}: 'unless' names a rule that has 'unless' itself");
        return rules;
    }

    private static bool IsChained(Rule rule, List<Rule> rules) =>
        rules.Any(other => other.Kind == rule.Kind && other.UnlessConditions != 0
            && (rule.UnlessConditions & Twins.ConditionWords.Bit(other.Condition)) != 0);

    private IEnumerable<YamlNode> ReadList(string yaml)
    {
        if (yaml.Length > RuleLimits.YamlCharactersMax)
        {
            _errors.Add($"rules are longer than {RuleLimits.YamlCharactersMax} characters");
            return [];
        }
        var stream = new YamlStream();
        try
        {
            // Operators write this text, so the library's exception is turned into one error with its line.
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException fault)
        {
            _errors.Add($"line {fault.Start.Line}: {fault.Message}");
            return [];
        }
        if (stream.Documents.Count == 1 && stream.Documents[0].RootNode is YamlMappingNode root
            && root.Children.TryGetValue(new YamlScalarNode("rules"), out var list) && list is YamlSequenceNode sequence)
        {
            return sequence.Children;
        }
        _errors.Add("line 1: expected a mapping with the list 'rules'");
        return [];
    }
}
