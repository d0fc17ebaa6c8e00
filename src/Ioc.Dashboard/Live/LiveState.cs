using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;
using Ioc.Dashboard.Wire;
using Ioc.Devices;
using Ioc.Devices.Alerts;
using Ioc.Devices.Twins;
using Ioc.Silo.Changes;
using Ioc.Silo.Registry;
using Ioc.Silo.Twins;

namespace Ioc.Dashboard.Live;

/// <summary>
/// What is true in one scope at one version, folded from the engine's snapshot and batches, and how it is written for browsers
/// (docs/api.md). Owned by one pump, used only under its gate.
/// </summary>
internal sealed class LiveState(ChangeScope scope)
{
    private readonly Dictionary<int, TwinBrief> _twins = [];
    private readonly Dictionary<string, Alert> _alerts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BroadcastBrief> _broadcasts = new(StringComparer.Ordinal);
    private TwinView? _twin;
    private DateTimeOffset _at;
    private ReadOnlyMemory<byte> _written;
    private OverviewSnapshot? _writtenWith;

    public long Version { get; private set; }

    public long RegistryVersion { get; private set; }

    /// <summary>Starts over from the engine's snapshot.</summary>
    public void Replace(OverviewSnapshot snapshot, long registryVersion)
    {
        _twins.Clear();
        _alerts.Clear();
        _broadcasts.Clear();
        foreach (TwinBrief twin in snapshot.Twins) _twins[twin.Handle] = twin;
        foreach (Alert alert in snapshot.Alerts) _alerts[alert.Id] = alert;
        foreach (BroadcastBrief brief in snapshot.Broadcasts) _broadcasts[brief.Broadcast.Id] = brief;
        _twin = snapshot.Twin;
        (Version, RegistryVersion, _at, _written) = (snapshot.Version, registryVersion, snapshot.At, default);
    }

    /// <summary>Folds one batch that starts at <see cref="Version"/>, and writes it.</summary>
    public ReadOnlyMemory<byte> Apply(ChangeBatch batch)
    {
        foreach (TwinBrief twin in batch.Twins) _twins[twin.Handle] = twin;
        foreach (Alert alert in batch.Alerts)
        {
            if (alert.State == AlertState.Cleared) _alerts.Remove(alert.Id);
            else _alerts[alert.Id] = alert;
        }

        foreach (BroadcastBrief brief in batch.Broadcasts) _broadcasts[brief.Broadcast.Id] = brief;
        while (_broadcasts.Count > LiveLimits.BroadcastsMax) _broadcasts.Remove(_broadcasts.Values.MinBy(brief => brief.Broadcast.CreatedAt)!.Broadcast.Id);
        _twin = batch.Twin ?? _twin;
        (Version, _at, _written) = (batch.Version, batch.At, default);
        return Write(json => Changes(json, batch.From, batch.At, batch.Twins, batch.Alerts, batch.Broadcasts, batch.Twin));
    }

    public ReadOnlyMemory<byte> Heartbeat(DateTimeOffset now) => Write(json => Changes(json, Version, now, [], [], [], null));

    /// <summary>Tells everybody to subscribe again: no browser has version −1.</summary>
    public ReadOnlyMemory<byte> Restart(DateTimeOffset now) => Write(json => Changes(json, -1, now, [], [], [], null));

    /// <summary>The state as a new subscriber gets it; written once per version. <paramref name="fresh"/> only makes the last-seen times younger.</summary>
    public ReadOnlyMemory<byte> Snapshot(RegistrySnapshot registry, OverviewSnapshot? fresh)
    {
        if (!_written.IsEmpty && ReferenceEquals(_writtenWith, fresh)) return _written;
        _writtenWith = fresh;
        return _written = Write(json =>
        {
            if (scope.DeviceId is null) OverviewColumns(json, registry, fresh);
            else Device(json, null, _at, _twin);
        });
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> body)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, WireJson.WriterOptions))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private void Changes(
        Utf8JsonWriter json, long from, DateTimeOffset at,
        IReadOnlyList<TwinBrief> twins, IReadOnlyList<Alert> alerts, IReadOnlyList<BroadcastBrief> broadcasts, TwinView? twin)
    {
        if (scope.DeviceId is not null)
        {
            Device(json, from, at, twin);
            return;
        }

        json.WriteString("scope", "overview");
        json.WriteNumber("from", from);
        Header(json, at);
        json.WriteStartArray("twins");
        foreach (TwinBrief brief in twins)
        {
            json.WriteStartArray();
            json.WriteNumberValue(brief.Handle);
            json.WriteNumberValue((int)brief.Health);
            Conditions(json, brief);
            json.WriteNumberValue(brief.LastSeenUnixMs);
            json.WriteNumberValue(brief.Playing ? 1 : 0);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        AlertsAndBroadcasts(json, alerts, broadcasts);
    }

    private void Device(Utf8JsonWriter json, long? from, DateTimeOffset at, TwinView? twin)
    {
        json.WriteString("scope", "device");
        json.WriteString("device", scope.DeviceId);
        if (from is { } start) json.WriteNumber("from", start);
        Header(json, at);
        json.WritePropertyName("twin");
        JsonSerializer.Serialize(json, twin is null ? null : TwinWire.Of(twin), WireJson.Options);
    }

    private void OverviewColumns(Utf8JsonWriter json, RegistrySnapshot registry, OverviewSnapshot? fresh)
    {
        foreach (TwinBrief younger in fresh?.Twins ?? [])
        {
            ref TwinBrief mine = ref CollectionsMarshal.GetValueRefOrNullRef(_twins, younger.Handle);
            if (!Unsafe.IsNullRef(ref mine) && younger.LastSeenUnixMs > mine.LastSeenUnixMs)
                mine = mine with { LastSeenUnixMs = younger.LastSeenUnixMs };
        }

        // A twin whose device was removed a moment ago has no name and place any more: it is left out until the engine forgets it too.
        var rows = new List<(TwinBrief Twin, Device Device)>(_twins.Count);
        foreach (TwinBrief twin in _twins.Values)
        {
            if (registry.FindDevice(twin.Handle) is { } device) rows.Add((twin, device));
        }

        json.WriteString("scope", "overview");
        Header(json, _at);
        json.WriteStartObject("twins");
        Column(json, "id", rows, static (writer, row) => writer.WriteStringValue(row.Device.Id));
        Column(json, "handle", rows, static (writer, row) => writer.WriteNumberValue(row.Twin.Handle));
        Column(json, "kind", rows, static (writer, row) => writer.WriteNumberValue((int)row.Device.Kind));
        Column(json, "name", rows, static (writer, row) => writer.WriteStringValue(row.Device.Name));
        Column(json, "unit", rows, static (writer, row) => writer.WriteStringValue(row.Device.UnitCode));
        Column(json, "lat", rows, static (writer, row) => writer.WriteNumberValue(row.Device.Position.LatitudeDegrees));
        Column(json, "lon", rows, static (writer, row) => writer.WriteNumberValue(row.Device.Position.LongitudeDegrees));
        Column(json, "health", rows, static (writer, row) => writer.WriteNumberValue((int)row.Twin.Health));
        Column(json, "conditions", rows, static (writer, row) => Conditions(writer, row.Twin));
        Column(json, "lastSeen", rows, static (writer, row) => writer.WriteNumberValue(row.Twin.LastSeenUnixMs));
        Column(json, "playing", rows, static (writer, row) => writer.WriteNumberValue(row.Twin.Playing ? 1 : 0));
        json.WriteEndObject();
        AlertsAndBroadcasts(
            json,
            [.. _alerts.Values.OrderByDescending(alert => alert.RaisedAt)],
            [.. _broadcasts.Values.OrderByDescending(brief => brief.Broadcast.CreatedAt)]);
    }

    private void Header(Utf8JsonWriter json, DateTimeOffset at)
    {
        json.WriteNumber("version", Version);
        json.WriteNumber("at", at.ToUnixTimeMilliseconds());
        json.WriteNumber("registryVersion", RegistryVersion);
    }

    private static void Column(
        Utf8JsonWriter json, string name, List<(TwinBrief Twin, Device Device)> rows, Action<Utf8JsonWriter, (TwinBrief Twin, Device Device)> cell)
    {
        json.WriteStartArray(name);
        foreach ((TwinBrief Twin, Device Device) row in rows) cell(json, row);
        json.WriteEndArray();
    }

    private static void Conditions(Utf8JsonWriter json, TwinBrief twin)
    {
        json.WriteStartArray();
        foreach (string word in ConditionWords.WordsOf(twin.Conditions)) json.WriteStringValue(word);
        json.WriteEndArray();
    }

    private static void AlertsAndBroadcasts(Utf8JsonWriter json, IReadOnlyList<Alert> alerts, IReadOnlyList<BroadcastBrief> broadcasts)
    {
        json.WriteStartArray("alerts");
        foreach (Alert alert in alerts) JsonSerializer.Serialize(json, AlertWire.Of(alert), WireJson.Options);
        json.WriteEndArray();
        json.WriteStartArray("broadcasts");
        foreach (BroadcastBrief brief in broadcasts) JsonSerializer.Serialize(json, BroadcastWire.Of(brief), WireJson.Options);
        json.WriteEndArray();
    }
}
