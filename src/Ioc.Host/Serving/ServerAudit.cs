using System.Text.Json;
using Ioc.Host.Calling;
using Ioc.Silo.Audit;

namespace Ioc.Host.Serving;

/// <summary>
/// What the audit tells of the process itself: that it started and stopped, and with which settings. Nobody changes settings while it runs, so a
/// start that has others than the one before is the change. All are there, by <see cref="AuditedSettings"/>.
/// </summary>
internal static class ServerAudit
{
    public static async Task StartedAsync(IAuditLog audit, ServeOptions options, CancellationToken cancellationToken)
    {
        // The audit's own key: it stands beside the audit for as long as the audit does, and who has the database alone does not have it.
        var key = await File.ReadAllBytesAsync(new DataDirectory(options.DataDirectory).AuditKeyFile, cancellationToken);
        var settings = AuditedSettings.Of(options, ServerComposition.Version, key);
        var last = await audit.QueryAsync(new AuditQuery { Action = AuditActions.ServerStarted, PageSize = 1 }, cancellationToken);
        await audit.AppendAsync(Entry(AuditActions.ServerStarted) with { After = settings }, cancellationToken);
        if (last.Items is not [{ After: { } before }] || JsonElement.DeepEquals(Parsed(before), settings))
            return;
        var (was, now) = AuditedSettings.Differences(Parsed(before), settings);
        await audit.AppendAsync(Entry(AuditActions.SettingsChanged) with { Before = was, After = now }, cancellationToken);
    }

    public static async Task StoppedAsync(IAuditLog audit)
    {
        try
        {
            await audit.AppendAsync(Entry(AuditActions.ServerStopped), CancellationToken.None);
        }
        catch (AuditUnavailableException)
        {
            // It must be possible to stop a server whose disk is full; the next start says that this stop was not written.
        }
    }

    private static AuditEntry Entry(string action) => new() { Actor = AuditActor.Centre with { Via = "ioc serve" }, Action = action };

    /// <summary>A tampered row may hold anything.</summary>
    private static JsonElement Parsed(string json)
    {
        try
        {
            return JsonElement.Parse(json);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(json);
        }
    }
}
