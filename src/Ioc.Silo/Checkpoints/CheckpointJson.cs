using System.Text.Json.Serialization;
using Ioc.Devices.Alerts;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Journal;

namespace Ioc.Silo.Checkpoints;

/// <summary>Everything of the engine that is stored as JSON: table bodies and the payloads of our own journal entries. Names are on disk.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Alert))]
[JsonSerializable(typeof(Broadcast))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(AlertAction))]
[JsonSerializable(typeof(BroadcastOrder))]
[JsonSerializable(typeof(BroadcastCancel))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
