using Ioc.Devices.Alerts;

namespace Ioc.Silo.Judge;

/// <summary>What judging one batch changed; reused for the next.</summary>
internal sealed class JudgeOutcome
{
    /// <summary>Every transition in order; one alert may be there several times.</summary>
    public List<Alert> Alerts { get; } = [];

    /// <summary>People's actions that were applied, and what refused them.</summary>
    public List<(long Ticket, string? Refusal)> Tickets { get; } = [];

    /// <summary>Broadcasts whose commands are to be offered to all their devices.</summary>
    public List<string> ToOffer { get; } = [];

    /// <summary>Time of the last tick; 0: none.</summary>
    public long TickAtMs { get; set; }

    public void Clear()
    {
        TickAtMs = 0;
        Alerts.Clear();
        Tickets.Clear();
        ToOffer.Clear();
    }
}
