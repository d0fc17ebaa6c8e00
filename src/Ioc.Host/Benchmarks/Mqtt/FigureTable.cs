using System.Globalization;

namespace Ioc.Host.Benchmarks.Mqtt;

/// <summary>The figures as a table, and after it as one line of name=value.</summary>
internal static class FigureTable
{
    public static void Print(IReadOnlyList<Figure> figures, TextWriter output)
    {
        // Only the broker has somebody to be compared with.
        var compared = figures.Any(figure => figure.Mosquitto is not null);
        output.WriteLine(compared ? $"{"figure",-58} {"ours",10} {"Mosquitto",10} {"ratio",6}  aim" : $"{"figure",-58} {"",10}  aim");
        foreach (var figure in figures)
        {
            var aim = figure.Aim is null ? "" : $"{figure.Aim}: {Verdict(figure.IsMet)}";
            var others = compared ? $" {Text(figure.Mosquitto),10} {figure.Ratio?.ToString("F2", CultureInfo.InvariantCulture),6}" : "";
            output.WriteLine($"{figure.Words,-58} {Text(figure.Ours),10}{others}  {aim}".TrimEnd());
        }

        output.WriteLine();
        output.WriteLine(string.Join(' ', figures.Select(Line)));
    }

    private static string Line(Figure figure) => figure.Mosquitto is null
        ? $"{figure.Name}={Text(figure.Ours)}"
        : $"{figure.Name}={Text(figure.Ours)} {figure.Name}_mosquitto={Text(figure.Mosquitto)}";

    private static string Verdict(bool? met) => met switch
    {
        true => "met",
        false => "MISSED",
        null => "not measured",
    };

    private static string Text(double? value) =>
        value is { } number ? number.ToString(Math.Abs(number) >= 100 ? "F0" : "F2", CultureInfo.InvariantCulture) : "n/a";
}
