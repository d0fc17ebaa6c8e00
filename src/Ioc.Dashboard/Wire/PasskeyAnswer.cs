using System.Text.Json;

namespace Ioc.Dashboard.Wire;

/// <summary>What navigator.credentials answered, as JSON.</summary>
internal sealed record PasskeyAnswer(string Ticket, JsonElement Credential);
