using System.Globalization;

namespace Ioc.Silo.Registry;

/// <summary>What is wrong with a row of an import, or with one device that is to be registered.</summary>
/// <param name="Reason">For whoever says it in another language.</param>
/// <param name="Words">For programs, the audit and the command line.</param>
public sealed record RowFault(RowFaultReason Reason, string Words)
{
    /// <summary>Of a value that is repeated; whoever sent more knows the rest.</summary>
    private const int ValueCharsMax = 60;

    /// <summary>What words of another language need, by name.</summary>
    public IReadOnlyDictionary<string, object> Args { get; private init; } = new Dictionary<string, object>();

    public static RowFault Of(RowFaultReason reason, string words, params ReadOnlySpan<(string Name, object? Value)> args)
    {
        var kept = new Dictionary<string, object>(args.Length, StringComparer.Ordinal);
        foreach (var (name, value) in args)
            kept[name] = Shown(value);
        return new RowFault(reason, words) { Args = kept };
    }

    private static object Shown(object? value) => value switch
    {
        string { Length: > ValueCharsMax } text => text[..ValueCharsMax] + "…",
        // JSON has no such number, though it can name one that is too large to be another.
        double number when !double.IsFinite(number) => number.ToString(CultureInfo.InvariantCulture),
        _ => value ?? "",
    };
}
