using System.Buffers;

namespace Ioc.Silo.Journal;

/// <summary>Turns a segment's frames into batches for the engine, joining small ones.</summary>
internal sealed class SegmentReplay(SegmentReader reader, long afterPosition)
{
    private byte[] _bytes = [];
    private int _length;
    private int _count;
    private long _firstPosition;

    public IEnumerable<CommittedBatch> Batches()
    {
        while (Fill())
            yield return Take();
        if (_count > 0)
            yield return Take();
    }

    /// <summary>Gathers frames until the batch is large enough; false at the segment's end or damage.</summary>
    private bool Fill()
    {
        while (reader.TryRead(out var header, out var body))
        {
            // A checkpoint stands at the end of a frame, so a frame is wholly before it or wholly after.
            if (header.FirstPosition <= afterPosition)
                continue;
            if (_count == 0)
            {
                _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(JournalLimits.ReplayBatchBytes, body.Length));
                _firstPosition = header.FirstPosition;
            }
            else if (_bytes.Length - _length < body.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(_length + body.Length);
                _bytes.AsSpan(0, _length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_bytes);
                _bytes = larger;
            }

            body.CopyTo(_bytes.AsSpan(_length));
            _length += body.Length;
            _count += header.Count;
            if (_length >= JournalLimits.ReplayBatchBytes)
                return true;
        }

        return false;
    }

    private CommittedBatch Take()
    {
        var bytes = _bytes;
        var batch = new CommittedBatch(_firstPosition, _count, bytes.AsMemory(0, _length), () => ArrayPool<byte>.Shared.Return(bytes));
        _bytes = [];
        _length = 0;
        _count = 0;
        return batch;
    }
}
