using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;

namespace Ioc.Devices.Tests;

/// <summary>Keeps what a twin found, and tells it in short words: <c>+offline</c>, <c>-offline</c>.</summary>
internal sealed class Findings : IFindingSink
{
    public List<Finding> All { get; } = [];

    public void Add(in Finding finding) => All.Add(finding);

    /// <summary>What was found since the last call.</summary>
    public string Take()
    {
        var words = string.Join(" ", All.Select(finding => (finding.Raised ? "+" : "-") + finding.Condition.Word()));
        All.Clear();
        return words;
    }
}
