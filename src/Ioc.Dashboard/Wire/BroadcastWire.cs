using Ioc.Dashboard.Broadcasting;
using Ioc.Devices.Broadcasts;
using Ioc.Silo.Accounts;
using Ioc.Silo.Changes;

namespace Ioc.Dashboard.Wire;

/// <summary>
/// A broadcast and how it goes. <c>audioKind</c> is <c>speech</c> where the text was spoken, <c>notice</c> where the recorded notice is played
/// instead of it; <c>counts</c> has every state, all 0 (and <c>total</c> too) for who sees only some of its loudspeakers.
/// </summary>
internal sealed record BroadcastWire(
    string Id, [property: Words(typeof(BulletinLevel))] string Level, string Title, string Text, bool Exercise, IReadOnlyList<string> Units, IReadOnlyList<string> Devices, int VolumePercent,
    string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? CancelledAt, string? CancelledBy,
    string AudioPath, double AudioSeconds, [property: Words(typeof(AudioKind))] string AudioKind, IReadOnlyDictionary<string, int> Counts, int Heard, int Total, long Version)
{
    /// <summary>As somebody may see it who sees only this territory.</summary>
    public static BroadcastWire Of(BroadcastBrief brief, Territory territory) => Of(territory.Trim(brief));

    public static BroadcastWire Of(BroadcastBrief brief)
    {
        Broadcast order = brief.Broadcast;
        return new BroadcastWire(
            order.Id, EnumWords<BulletinLevel>.Word(order.Level), order.Title, order.Text, order.Exercise, order.TargetUnits, order.TargetDevices,
            order.VolumePercent, order.CreatedBy, order.CreatedAt, order.ExpiresAt, order.CancelledAt, order.CancelledBy, order.AudioPath,
            order.AudioSeconds, EnumWords<AudioKind>.Word(RecordedNotice.Is(order.AudioSha256) ? Broadcasting.AudioKind.Notice : Broadcasting.AudioKind.Speech),
            Enum.GetValues<DeliveryState>().ToDictionary(EnumWords<DeliveryState>.Word, state => brief.Counts.GetValueOrDefault(state)),
            brief.Heard, brief.Counts.Values.Sum(), brief.Version);
    }
}
