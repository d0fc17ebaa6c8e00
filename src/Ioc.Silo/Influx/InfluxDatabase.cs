using System.Text.Json;

namespace Ioc.Silo.Influx;

/// <summary>
/// Looks at what the server must have before it can take points. On a 1.x what is missing or different is made, where the user may: a user
/// without an administrator's rights is enough for a database that is there already.
/// </summary>
/// <param name="client">To a server that was found out.</param>
/// <param name="options">What it should have.</param>
/// <param name="mayChange">False: it is only looked at.</param>
internal sealed class InfluxDatabase(InfluxClient client, InfluxOptions options, bool mayChange)
{
    private readonly string _name = InfluxText.Name(options.Database);

    /// <summary>In words, what is not as the options say, though points can be taken.</summary>
    public List<string> Lacks { get; } = [];

    /// <summary>Whether hours can be added up there.</summary>
    public bool HasHours { get; private set; } = true;

    /// <summary>Done, or what is missing and who can make it.</summary>
    public async Task<InfluxAnswer> PrepareAsync(CancellationToken cancellationToken)
    {
        if (client.NeedsOrganisation && string.IsNullOrEmpty(options.Organisation))
            return new InfluxAnswer(InfluxOutcome.NotThere, "this server needs an organisation: add ?org=NAME to the address");
        if (client.Version == InfluxVersion.V2)
            return await client.ProbeAsync(cancellationToken);
        if (client.Version != InfluxVersion.V1)
            return InfluxAnswer.Done;
        var answer = await PrepareDatabaseAsync(cancellationToken);
        return answer.Outcome == InfluxOutcome.Done ? await PreparePoliciesAsync(cancellationToken) : answer;
    }

    private async Task<InfluxAnswer> PrepareDatabaseAsync(CancellationToken cancellationToken)
    {
        var (answer, databases) = await ShowAsync("DATABASES", cancellationToken);
        if (answer.Outcome != InfluxOutcome.Done || databases.Exists(row => row["name"] == options.Database))
            return answer;
        var absent = $"{options.Server} has no database '{options.Database}'{(options.Secret is null ? "" : " that the user may see")}";
        if (!mayChange)
            return new InfluxAnswer(InfluxOutcome.NotThere, absent);
        answer = await RunAsync($"CREATE DATABASE {_name}", cancellationToken);
        return answer.Outcome == InfluxOutcome.Unauthorised ? answer with { Text = $"{absent}, and does not let it make one ({answer.Text})" } : answer;
    }

    private async Task<InfluxAnswer> PreparePoliciesAsync(CancellationToken cancellationToken)
    {
        var (answer, policies) = await ShowAsync($"RETENTION POLICIES ON {_name}", cancellationToken);
        if (answer.Outcome == InfluxOutcome.Unauthorised)
        {
            HasHours = false;
            Lacks.Add($"its retention policies can't be seen ({answer.Text}), so points go to the default one and no hours are added up");
            return InfluxAnswer.Done;
        }

        if (answer.Outcome == InfluxOutcome.Done)
            answer = await PreparePolicyAsync(policies, "ioc", options.RetentionDays, shardDays: 7, isDefault: true, cancellationToken);
        if (answer.Outcome == InfluxOutcome.Done)
            answer = await PreparePolicyAsync(policies, InfluxRollups.Policy, options.HoursRetentionDays, shardDays: 30, isDefault: false, cancellationToken);
        return answer;
    }

    private async Task<InfluxAnswer> PreparePolicyAsync(
        List<Dictionary<string, string>> policies, string name, int days, int shardDays, bool isDefault, CancellationToken cancellationToken)
    {
        var found = policies.Find(row => row["name"] == name);
        if (found is not null && found["duration"] == $"{days * 24}h0m0s" && (!isDefault || found["default"] == bool.TrueString))
            return InfluxAnswer.Done;
        // The server refuses a policy that keeps less than one shard.
        var statement = $"{(found is null ? "CREATE" : "ALTER")} RETENTION POLICY \"{name}\" ON {_name} DURATION {days}d REPLICATION 1 SHARD DURATION {(days < shardDays ? 1 : shardDays)}d{(isDefault ? " DEFAULT" : "")}";
        if (mayChange && await RunAsync(statement, cancellationToken) is { Outcome: not InfluxOutcome.Unauthorised } answer)
            return answer;
        HasHours &= found is not null || name != InfluxRollups.Policy;
        Lacks.Add($"its retention policy '{name}' is {(found is null ? "missing" : "not as the settings say")}, which "
            + $"{(mayChange ? "this user may not mend; its administrator does it with" : "the next start mends where the user is an administrator; else one does it with")}: {statement}");
        return InfluxAnswer.Done;
    }

    private async Task<InfluxAnswer> RunAsync(string statement, CancellationToken cancellationToken)
    {
        var (answer, result) = await client.QueryAsync(statement, cancellationToken);
        result?.Dispose();
        return answer;
    }

    /// <summary>Rows by the names of their columns: later versions have more of them.</summary>
    private async Task<(InfluxAnswer Answer, List<Dictionary<string, string>> Rows)> ShowAsync(string what, CancellationToken cancellationToken)
    {
        var (answer, result) = await client.QueryAsync("SHOW " + what, cancellationToken);
        using (result)
            return (answer, result is null ? [] : [.. InfluxText.SeriesIn(result).SelectMany(Rows)]);
    }

    private static IEnumerable<Dictionary<string, string>> Rows(JsonElement series)
    {
        if (!series.TryGetProperty("values", out var values))
            return [];
        var columns = series.GetProperty("columns").EnumerateArray().Select(column => column.ToString()).ToList();
        return values.EnumerateArray().Select(row => columns.Zip(row.EnumerateArray()).ToDictionary(cell => cell.First, cell => cell.Second.ToString(), StringComparer.Ordinal));
    }
}
