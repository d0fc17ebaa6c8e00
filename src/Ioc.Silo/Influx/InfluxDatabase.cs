using System.Globalization;
using System.Text.Json;

namespace Ioc.Silo.Influx;

/// <summary>Creates or checks what the server must have before it can take points.</summary>
internal static class InfluxDatabase
{
    /// <summary>Done, or what is missing and who can make it.</summary>
    public static async Task<InfluxAnswer> PrepareAsync(InfluxClient client, InfluxOptions options, CancellationToken cancellationToken)
    {
        if (client.Version == InfluxVersion.V2 && string.IsNullOrEmpty(options.Organisation))
            return new InfluxAnswer(InfluxOutcome.NotThere, "this server needs an organisation: add ?org=NAME to the address");
        if (client.Version != InfluxVersion.V1)
            return InfluxAnswer.Done;
        var name = InfluxText.Name(options.Database);
        var answer = await RunAsync(client, $"CREATE DATABASE {name}", cancellationToken);
        if (answer.Outcome != InfluxOutcome.Done)
            return answer;
        var policy = string.Create(CultureInfo.InvariantCulture, $"RETENTION POLICY \"ioc\" ON {name} DURATION {options.RetentionDays}d REPLICATION 1 SHARD DURATION 7d DEFAULT");
        return await PolicyExistsAsync(client, name, cancellationToken) switch
        {
            (_, { Outcome: not InfluxOutcome.Done } failed) => failed,
            (true, _) => await RunAsync(client, "ALTER " + policy, cancellationToken),
            _ => await RunAsync(client, "CREATE " + policy, cancellationToken),
        };
    }

    private static async Task<(bool Exists, InfluxAnswer Answer)> PolicyExistsAsync(InfluxClient client, string database, CancellationToken cancellationToken)
    {
        var (answer, result) = await client.QueryAsync($"SHOW RETENTION POLICIES ON {database}", cancellationToken);
        using (result)
            return (result is not null && Rows(result).Any(row => row[0].GetString() == "ioc"), answer);
    }

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
