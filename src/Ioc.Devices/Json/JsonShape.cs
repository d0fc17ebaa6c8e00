namespace Ioc.Devices.Json;

/// <summary>What the next JSON value is, told by its first byte.</summary>
internal enum JsonShape : byte
{
    /// <summary>No value starts like this, or the text ended.</summary>
    Nothing,
    Object,
    Array,
    String,
    Number,
    True,
    False,
    Null,
}
