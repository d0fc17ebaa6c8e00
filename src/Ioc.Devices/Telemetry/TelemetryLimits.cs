namespace Ioc.Devices.Telemetry;

/// <summary>Every bound of what a device may say, with its reason.</summary>
public static class TelemetryLimits
{
    /// <summary>docs/mqtt.md: 16 KiB; a site with 24 cells and 32 alarms needs about 9 KiB.</summary>
    public const int PayloadBytesMax = 16 * 1024;

    /// <summary>docs/mqtt.md: 1 KiB for status and receipt; a receipt with a 200-character Vietnamese reason needs about 800 bytes.</summary>
    public const int ReceiptBytesMax = 1024;

    /// <summary>Objects within objects. Ours need 3; 8 leaves vendors room and keeps the scanner's recursion shallow.</summary>
    public const int DepthMax = 8;

    /// <summary>Keys of one message's outermost object: three times the longest kind. The sender pays with a rejection.</summary>
    public const int KeysMax = 64;

    /// <summary>A key's bytes as sent. Our longest has 27; keys are compared, so their length must have an end.</summary>
    public const int KeyBytesMax = 256;

    /// <summary>Keys inside one cell or alarm.</summary>
    public const int InnerKeysMax = 24;

    /// <summary>Unknown fields kept of one device; further ones are dropped and not refused, because only people read them.</summary>
    public const int UnknownFieldsMax = 16;

    /// <summary>Bytes of unknown fields kept of one device: at 22,000 devices at most 45 MB.</summary>
    public const int UnknownBytesMax = 2 * 1024;

    /// <summary>Longest text field is 64 characters, four bytes each at worst.</summary>
    public const int TextBytesMax = 256;

    /// <summary>Cell ids are at most 32 characters.</summary>
    public const int CellIdCharactersMax = 32;

    /// <summary>Three sectors times eight carriers.</summary>
    public const int CellsMax = 24;

    /// <summary>docs/mqtt.md.</summary>
    public const int AlarmsMax = 32;

    /// <summary>An alarm's id, cause and severity.</summary>
    public const int AlarmWordCharactersMax = 64;

    public const int AlarmTextCharactersMax = 400;

    /// <summary>Texts of a site's serious alarms together, in its alert: some ten of usual length; what finds no room is counted there.</summary>
    public const int SeriousTextsCharactersMax = 1_000;

    /// <summary>docs/mqtt.md: why a broadcast was refused or failed.</summary>
    public const int ReceiptReasonCharactersMax = 200;

    /// <summary>A day and an hour: what one broadcast can possibly have played.</summary>
    public const double PlayedSecondsMax = 90_000;

    /// <summary>Milliseconds of the year 9999: device clocks may be wrong, not absurd.</summary>
    public const double DeviceTimeMax = 253_402_300_799_999;

    /// <summary>2^53: the largest integer every JSON library keeps exactly.</summary>
    public const double SequenceMax = 9_007_199_254_740_992;
}
