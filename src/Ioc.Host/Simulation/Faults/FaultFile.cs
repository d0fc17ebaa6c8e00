using System.Globalization;
using Ioc.Devices;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Ioc.Host.Simulation.Faults;

/// <summary>
/// Reads a fault file. The form, JSON being YAML too:
/// <code>
/// faults:
///   - fault: power-cut
///     where: { unit: "99007", kind: loudspeaker }
///     share: 0.5
///     at: 5m
///     for: 20m
///     every: 2h
/// </code>
/// Every error is reported with its line, not only the first; unknown keys are errors, because a misspelt key is a fault that never comes.
/// </summary>
internal sealed class FaultFile
{
    private readonly List<string> _errors = [];

    public FaultPlan? Read(string text, out IReadOnlyList<string> errors)
    {
        errors = _errors;
        var faults = new List<PlannedFault>();
        if (Root(text) is { } root)
        {
            foreach (var (key, value) in root.Children)
            {
                if (Word(key) != "faults")
                    Error(key, $"unknown key '{Word(key)}'; the only one here is 'faults'");
                else if (value is not YamlSequenceNode list)
                    Error(value, "'faults' must be a list");
                else
                    faults.AddRange(list.Children.Select(Fault).OfType<PlannedFault>());
            }

            if (_errors.Count == 0 && faults.Count == 0)
                _errors.Add("The file plans no fault: it needs a list under 'faults'.");
            if (faults.Count > SimulatorLimits.FaultsMax)
                _errors.Add($"{faults.Count} faults; at most {SimulatorLimits.FaultsMax} can be planned.");
        }

        return _errors.Count == 0 ? new FaultPlan(faults) : null;
    }

    private YamlMappingNode? Root(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root)
                return root;
            _errors.Add("The file must be an object with a list under 'faults'.");
        }
        catch (YamlException exception)
        {
            _errors.Add($"line {exception.Start.Line}: not YAML: {exception.Message}");
        }

        return null;
    }

    private PlannedFault? Fault(YamlNode node)
    {
        if (node is not YamlMappingNode map)
        {
            Error(node, "each fault must be an object like { fault: power-cut, at: 5m }");
            return null;
        }

        var fault = new PlannedFault { Fault = default };
        var errorsBefore = _errors.Count;
        foreach (var (key, value) in map.Children)
            fault = With(fault, key, value);
        if (errorsBefore == _errors.Count && fault.Fault == default)
            Error(node, "the key 'fault' is missing");
        if (fault.Every is { } every && (fault.For is null || fault.For >= every))
            Error(node, "'every' needs a 'for' that is shorter: otherwise the fault never ends");
        return fault;
    }

    private PlannedFault With(PlannedFault fault, YamlNode key, YamlNode value) => Word(key) switch
    {
        "fault" when FaultWords.All.TryGetValue(Word(value), out var word) => fault with { Fault = word },
        "fault" => Wrong(fault, value, $"unknown fault '{Word(value)}'; known: {string.Join(", ", FaultWords.All.Keys.Order(StringComparer.Ordinal))}"),
        "where" when value is YamlMappingNode where => where.Children.Aggregate(fault, (sum, pair) => Where(sum, pair.Key, pair.Value)),
        "where" => Wrong(fault, value, "'where' must be an object with unit, kind or device"),
        "share" when double.TryParse(Word(value), CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1 => fault with { Share = share },
        "share" => Wrong(fault, value, $"share '{Word(value)}' must be more than 0 and at most 1"),
        "at" => TryTime(value, "at", out var time) ? fault with { At = time } : fault,
        "for" => TryTime(value, "for", out var time) ? fault with { For = time } : fault,
        "every" => TryTime(value, "every", out var time) ? fault with { Every = time } : fault,
        var unknown => Wrong(fault, key, $"unknown key '{unknown}'; known: fault, where, share, at, for, every"),
    };

    private PlannedFault Where(PlannedFault fault, YamlNode key, YamlNode value) => Word(key) switch
    {
        "unit" => fault with { UnitCode = Word(value) },
        "device" => fault with { DeviceId = Word(value) },
        "kind" when DeviceKinds.TryParse(Word(value), out var kind) => fault with { Kind = kind },
        "kind" => Wrong(fault, value, $"unknown kind '{Word(value)}'; known: loudspeaker, hotspot, site"),
        var unknown => Wrong(fault, key, $"unknown key '{unknown}' in where; known: unit, kind, device"),
    };

    private bool TryTime(YamlNode node, string key, out TimeSpan time)
    {
        if (FaultTime.TryParse(Word(node), out time) && (time > TimeSpan.Zero || key == "at"))
            return true;
        Error(node, $"{key} '{Word(node)}' is no time; write 90s, 5m, 2h or hh:mm:ss");
        return false;
    }

    private PlannedFault Wrong(PlannedFault fault, YamlNode node, string message)
    {
        Error(node, message);
        return fault;
    }

    private void Error(YamlNode node, string message) => _errors.Add($"line {node.Start.Line}: {message}.");

    private static string Word(YamlNode node) => node is YamlScalarNode scalar ? scalar.Value ?? "" : "";
}
