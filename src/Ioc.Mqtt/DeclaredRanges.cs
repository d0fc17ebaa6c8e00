using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Ioc.Mqtt;

/// <summary>Holds a record of options against the ranges declared at its properties. All errors at once: whoever mends one must not meet the next only then.</summary>
internal static class DeclaredRanges
{
    public static List<string> Errors(object options)
    {
        var errors = new List<string>();
        foreach (PropertyInfo property in options.GetType().GetProperties())
        {
            object? value = property.GetValue(options);
            foreach (ValidationAttribute rule in property.GetCustomAttributes<ValidationAttribute>())
            {
                if (!rule.IsValid(value)) errors.Add($"{property.Name} {Convert.ToString(value, CultureInfo.InvariantCulture)} {Words(rule)}");
            }
        }

        return errors;
    }

    private static string Words(ValidationAttribute rule) => rule switch
    {
        RangeAttribute range => string.Create(CultureInfo.InvariantCulture, $"is not between {range.Minimum} and {range.Maximum}."),
        MaxLengthAttribute length => $"is longer than {length.Length}.",
        _ => "is not allowed.",
    };
}
