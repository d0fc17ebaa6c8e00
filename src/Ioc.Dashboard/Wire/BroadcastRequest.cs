using Ioc.Devices.Broadcasts;

namespace Ioc.Dashboard.Wire;

/// <param name="Level"><c>routine</c>, <c>priority</c> or <c>emergency</c>.</param>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="Text">What is spoken: 1 to 4,000 characters; line breaks are allowed, other control characters are not.</param>
/// <param name="Id">Like a device id; the same id twice answers the first order. Absent: made here.</param>
/// <param name="Exercise">A drill: spoken with "Đây là bài diễn tập" before and after.</param>
/// <param name="Units">Codes of units, each with all below it.</param>
/// <param name="Devices">Ids of single clusters.</param>
/// <param name="VolumePercent">1 to 100; default 70.</param>
/// <param name="ExpiresInSeconds">60 to 86,400; default 900. Nothing starts to play after it.</param>
internal sealed record BroadcastRequest(
    [property: Words(typeof(BulletinLevel))] string Level, string Title, string Text, string? Id = null, bool Exercise = false, IReadOnlyList<string>? Units = null,
    IReadOnlyList<string>? Devices = null, int VolumePercent = 70, int ExpiresInSeconds = DashboardLimits.BroadcastExpirySecondsDefault);
