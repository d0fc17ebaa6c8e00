using System.Text.Json;

namespace Ioc.Dashboard.Wire;

/// <summary>What to give to navigator.credentials, and the ticket to bring its answer with.</summary>
internal sealed record PasskeyQuestion(string Ticket, JsonElement Options);
