using System.Text.Json;

namespace Ioc.Dashboard.Wire;

/// <summary>What navigator.credentials made, as JSON, and what to call it.</summary>
internal sealed record NewPasskey(string Ticket, string Label, JsonElement Credential);
