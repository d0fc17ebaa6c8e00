using Ioc.Host.Simulation.Devices;

namespace Ioc.Host.Simulation.Running;

/// <summary>What happened elsewhere and is now the loop's to handle.</summary>
/// <param name="Kind">What.</param>
/// <param name="Index">Which device.</param>
/// <param name="Epoch">Which of its connections; mail of an earlier one is void.</param>
/// <param name="Payload">Command only.</param>
/// <param name="Text">Fetched: the broadcast's id. Closed: why.</param>
/// <param name="Fetch">Fetched only.</param>
internal readonly record struct Mail(
    MailKind Kind, int Index, int Epoch = 0, ReadOnlyMemory<byte> Payload = default, string? Text = null, FetchOutcome Fetch = default);
