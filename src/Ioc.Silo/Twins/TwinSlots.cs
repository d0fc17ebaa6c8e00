using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Ioc.Silo.Twins;

/// <summary>A shard's twins by handle, and which of them differ from the database. The shard's thread only, but for <see cref="LastSeenMs"/>.</summary>
internal sealed class TwinSlots(int shards, ILogger logger)
{
    private readonly List<TwinGrain> _dirty = [];
    private readonly List<int> _removed = [];
    private volatile TwinGrain?[] _slots = new TwinGrain?[64];

    public int Count { get; private set; }

    public IEnumerable<TwinGrain> All => _slots.OfType<TwinGrain>();

    /// <summary>Every slot, empty ones too: for the tick's walk.</summary>
    public ReadOnlySpan<TwinGrain?> Span => _slots;

    public TwinGrain? Find(int handle)
    {
        var index = (int)((uint)handle / (uint)shards);
        var slots = _slots;
        return (uint)index < (uint)slots.Length ? slots[index] : null;
    }

    public void Put(TwinGrain grain)
    {
        var index = (int)((uint)grain.Twin.Handle / (uint)shards);
        var slots = _slots;
        if (index >= slots.Length)
        {
            Array.Resize(ref slots, Math.Max(index + 1, slots.Length * 2));
            _slots = slots;
        }

        if (slots[index] is null)
            Count++;
        slots[index] = grain;
    }

    public bool Remove(int handle)
    {
        if (Find(handle) is not { } grain)
            return false;
        _slots[(int)((uint)handle / (uint)shards)] = null;
        Count--;
        _removed.Add(handle);
        if (grain.IsDirty)
            _dirty.Remove(grain);
        return true;
    }

    /// <summary>At start: a row whose device left the registry meanwhile.</summary>
    public void ForgetRow(int handle) => _removed.Add(handle);

    public void MarkDirty(TwinGrain grain)
    {
        if (grain.IsDirty)
            return;
        grain.IsDirty = true;
        _dirty.Add(grain);
    }

    /// <summary>Any thread: one aligned 64-bit number that only the shard writes; a reader sees this or the one before.</summary>
    public long LastSeenMs(int handle) => Find(handle)?.Twin.LastSeenMs ?? 0;

    /// <summary>Writes every changed twin and forgets that it changed.</summary>
    public (IReadOnlyList<(int Handle, int Offset, int Length)> Twins, ArrayBufferWriter<byte> Bytes, IReadOnlyList<int> Removed) HandOver()
    {
        var rows = new List<(int, int, int)>(_dirty.Count);
        var bytes = new ArrayBufferWriter<byte>(256 + (_dirty.Count * 256));
        foreach (var grain in _dirty)
        {
            var offset = bytes.WrittenCount;
            grain.IsDirty = false;
            try
            {
                grain.Twin.WriteTo(bytes);
                rows.Add((grain.Twin.Handle, offset, bytes.WrittenCount - offset));
            }
            catch (Exception exception)
            {
                // One twin that can't be written keeps its older row; the others must not stay behind with it.
                EngineLog.Bug(logger, exception, $"the twin of device {grain.Twin.Handle}");
            }
        }

        _dirty.Clear();
        int[] removed = [.. _removed];
        _removed.Clear();
        return (rows, bytes, removed);
    }
}
