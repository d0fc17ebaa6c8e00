using System.Runtime.CompilerServices;

namespace Ioc.Devices.Telemetry;

/// <summary>Finds a key given twice in one object, by 64-bit hashes: keys may be long and need not be kept.</summary>
internal struct SeenKeys
{
    private Hashes _hashes;
    private int _count;

    public readonly int Count => _count;

    /// <summary>False where the key was there before.</summary>
    public bool TryAdd(ReadOnlySpan<byte> key)
    {
        var hash = PayloadHash.Of(key);
        Span<ulong> hashes = _hashes;
        if (hashes[.._count].Contains(hash))
            return false;
        hashes[_count++] = hash;
        return true;
    }

    [InlineArray(TelemetryLimits.KeysMax)]
    private struct Hashes
    {
        private ulong _first;
    }
}
