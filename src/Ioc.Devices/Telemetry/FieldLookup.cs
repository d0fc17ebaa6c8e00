namespace Ioc.Devices.Telemetry;

/// <summary>
/// Finds a field by the UTF-8 bytes of its name: a hash of length and three letters, then one comparison. A dictionary by string would
/// first have to make the string.
/// </summary>
internal sealed class FieldLookup
{
    private const int SlotCount = 128;

    private readonly TelemetryField?[] _slots = new TelemetryField?[SlotCount];

    public FieldLookup(IEnumerable<TelemetryField> fields)
    {
        foreach (var field in fields)
        {
            var slot = SlotOf(field.NameUtf8);
            while (_slots[slot] is not null)
                slot = (slot + 1) % SlotCount;
            _slots[slot] = field;
        }
    }

    public TelemetryField? Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return null;
        for (var slot = SlotOf(name); _slots[slot] is { } field; slot = (slot + 1) % SlotCount)
        {
            if (name.SequenceEqual(field.NameUtf8))
                return field;
        }
        return null;
    }

    private static int SlotOf(ReadOnlySpan<byte> name) =>
        ((name.Length * 37) + (name[0] * 7) + (name[name.Length / 2] * 11) + (name[^1] * 3)) & (SlotCount - 1);
}
