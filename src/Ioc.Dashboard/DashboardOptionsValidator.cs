namespace Ioc.Dashboard;

/// <summary>Finds everything that is wrong with the options at once.</summary>
public static class DashboardOptionsValidator
{
    public static IReadOnlyList<string> Errors(DashboardOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataDirectory)) errors.Add("DataDirectory is empty: name a directory this process may write to.");
        if (Web.GroundMap.TryRead(options.BaseMapFile, out string? problem) is null && problem is not null) errors.Add("Base map: " + problem);
        Range(errors, nameof(options.SecondFactorGraceDays), options.SecondFactorGraceDays ?? 0, 0, 365);
        Range(errors, nameof(options.PasswordAttemptsPerMinute), options.PasswordAttemptsPerMinute, 1, 1_000);
        Range(errors, nameof(options.CostPerMinute), options.CostPerMinute, Access.CallCost.Whole, 1_000_000);
        Range(errors, nameof(options.SpeechTimeoutSeconds), options.SpeechTimeoutSeconds, 1, 120);
        if (options.Version.Length is 0 or > 64) errors.Add($"Version has {options.Version.Length} characters: give 1 to 64.");
        return errors;
    }

    private static void Range(List<string> errors, string name, int value, int min, int max)
    {
        if (value < min || value > max) errors.Add($"{name} is {value}: give {min} to {max}.");
    }
}
