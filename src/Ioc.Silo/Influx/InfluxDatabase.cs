using System.Text.Json;

namespace Ioc.Silo.Influx;

/// <summary>Creates or checks what the server must have before it can take points.</summary>
internal static class InfluxDatabase
{
    /// <summary>Done, or what is missing and who can make it.</summary>
    public static async Task<InfluxAnswer> PrepareAsync(InfluxClient client, InfluxOptions options, CancellationToken cancellationToken)
    {
        if (client.NeedsOrganisation && string.IsNullOrEmpty(options.Organisation))
            return new InfluxAnswer(InfluxOutcome.NotThere, "this server needs an organisation: add ?org=NAME to the address");
        if (client.Version == InfluxVersion.V2)
            return await client.ProbeAsync(cancellationToken);
        if (client.Version != InfluxVersion.V1)
            return InfluxAnswer.Done;
        var name = InfluxText.Name(options.Database);
        var answer = await RunAsync(client, $"CREATE DATABASE {name}", cancellationToken);
        if (answer.Outcome != InfluxOutcome.Done)
            return answer;
        answer = await PreparePolicyAsync(client, name, "ioc", $"{options.RetentionDays}d REPLICATION 1 SHARD DURATION {Shard(options.RetentionDays, 7)}d DEFAULT", cancellationToken);
        return answer.Outcome != InfluxOutcome.Done
            ? answer
            : await PreparePolicyAsync(client, name, InfluxRollups.Policy, $"{options.HoursRetentionDays}d REPLICATION 1 SHARD DURATION {Shard(options.HoursRetentionDays, 30)}d", cancellationToken);
    }

    private static async Task<InfluxAnswer> PreparePolicyAsync(
        InfluxClient client, string database, string name, string terms, CancellationToken cancellationToken)
    {
        var policy = $"RETENTION POLICY \"{name}\" ON {database} DURATION {terms}";
        return await PolicyExistsAsync(client, database, name, cancellationToken) switch
        {
            (_, { Outcome: not InfluxOutcome.Done } failed) => failed,
            (true, _) => await RunAsync(client, "ALTER " + policy, cancellationToken),
            _ => await RunAsync(client, "CREATE " + policy, cancellationToken),
        };
    }

    private static async Task<(bool Exists, InfluxAnswer Answer)> PolicyExistsAsync(InfluxClient client, string database, string policy, CancellationToken cancellationToken)
    {
        var (answer, result) = await client.QueryAsync($"SHOW RETENTION POLICIES ON {database}", cancellationToken);
        using (result)
            return (result is not null && Rows(result).Any(row => row[0].GetString() == policy), answer);
    }

    /// <summary>The server refuses a policy that keeps less than one shard.</summary>
    private static int Shard(int keptDays, int days) => keptDays < days ? 1 : days;

    private static async Task<InfluxAnswer> RunAsync(InfluxClient client, string statement, CancellationToken cancellationToken)
    {
        var (answer, result) = await client.QueryAsync(statement, cancellationToken);
        result?.Dispose();
        return answer;
    }

    private static IEnumerable<JsonElement> Rows(JsonDocument result) =>
        from statement in result.RootElement.GetProperty("results").EnumerateArray()
        where statement.TryGetProperty("series", out _)
        from series in statement.GetProperty("series").EnumerateArray()
        where series.TryGetProperty("values", out _)
        from row in series.GetProperty("values").EnumerateArray()
        select row;
}
