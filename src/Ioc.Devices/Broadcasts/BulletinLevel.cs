namespace Ioc.Devices.Broadcasts;

/// <summary>The three levels of Thông tư 39/2020/TT-BTTTT: thông thường, ưu tiên, khẩn cấp. Numbers are on disk and wire.</summary>
public enum BulletinLevel : byte
{
    Routine = 1,
    Priority = 2,
    Emergency = 3,
}
