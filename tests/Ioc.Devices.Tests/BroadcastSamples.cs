using Ioc.Devices.Broadcasts;

namespace Ioc.Devices.Tests;

internal static class BroadcastSamples
{
    public static readonly DateTimeOffset Created = DateTimeOffset.FromUnixTimeMilliseconds(Samples.Start);

    /// <summary>30 seconds of audio that may begin within ten minutes.</summary>
    public static Broadcast Broadcast(string id = "b-1") => new()
    {
        Id = id,
        Level = BulletinLevel.Emergency,
        Title = "Lũ quét",
        Text = "Đề nghị bà con di chuyển lên vùng cao.",
        AudioPath = "/media/ab.wav",
        AudioSeconds = 30,
        AudioSha256 = new string('a', 64),
        VolumePercent = 80,
        CreatedBy = "thu",
        CreatedAt = Created,
        ExpiresAt = Created.AddMinutes(10),
    };
}
