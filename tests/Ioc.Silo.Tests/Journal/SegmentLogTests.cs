using Ioc.Silo.Journal;

namespace Ioc.Silo.Tests.Journal;

public sealed class SegmentLogTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void What_was_appended_is_read_back_in_order_after_reopening_and_positions_go_on()
    {
        using (var log = JournalFiles.Open(_directory.Path))
        {
            JournalFiles.Append(log, "a", "bb");
            JournalFiles.Append(log, "ccc");
        }

        using var reopened = JournalFiles.Open(_directory.Path);
        Assert.Equal(4, reopened.NextPosition);
        Assert.Equal(0, reopened.TornBytes);
        JournalFiles.Append(reopened, "d");
        Assert.Equal(["a", "bb", "ccc", "d"], JournalFiles.Read(reopened));
        Assert.Equal(["ccc", "d"], JournalFiles.Read(reopened, afterPosition: 2));
    }

    [Fact]
    public void A_last_batch_cut_at_any_byte_is_removed_and_all_earlier_ones_stay()
    {
        var (file, whole, start) = ThreeBatches();
        for (var length = start; length < whole.Length; length++)
        {
            File.WriteAllBytes(file, whole[..length]);
            using var log = JournalFiles.Open(_directory.Path);
            Assert.Equal(length - start, log.TornBytes);
            Assert.Equal(["one", "two", "three"], JournalFiles.Read(log));
            JournalFiles.Append(log, "again");
            Assert.Equal(["one", "two", "three", "again"], JournalFiles.Read(log));
        }
    }

    [Fact]
    public void A_last_batch_with_any_byte_changed_is_removed_and_all_earlier_ones_stay()
    {
        var (file, whole, start) = ThreeBatches();
        for (var offset = start; offset < whole.Length; offset++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[offset] ^= 0x41;
            File.WriteAllBytes(file, damaged);
            using var log = JournalFiles.Open(_directory.Path);
            Assert.Equal(whole.Length - start, log.TornBytes);
            Assert.Equal(["one", "two", "three"], JournalFiles.Read(log));
        }
    }

    [Fact]
    public void A_batch_in_the_middle_with_any_byte_changed_is_refused_with_file_and_offset()
    {
        var (file, whole, start) = ThreeBatches();
        for (var offset = SegmentHeader.Bytes; offset < start; offset++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[offset] ^= 0x41;
            File.WriteAllBytes(file, damaged);
            var exception = Assert.Throws<JournalCorruptException>(() => JournalFiles.Open(_directory.Path));
            Assert.Contains(file, exception.Message, StringComparison.Ordinal);
            Assert.Matches("at offset [0-9]+", exception.Message);
        }
    }

    [Fact]
    public void Damage_in_an_earlier_segment_is_refused_at_replay_even_at_its_end()
    {
        using (var log = JournalFiles.Open(_directory.Path, segmentBytes: 1))
        {
            JournalFiles.Append(log, "first");
            JournalFiles.Append(log, "second");
        }

        var earlier = JournalFiles.Files(_directory.Path)[0];
        using (var stream = File.OpenWrite(earlier))
            stream.SetLength(stream.Length - 1);
        using var reopened = JournalFiles.Open(_directory.Path, segmentBytes: 1);
        Assert.Throws<JournalCorruptException>(() => JournalFiles.Read(reopened));
        Assert.Equal(["second"], JournalFiles.Read(reopened, afterPosition: 1));
    }

    [Fact]
    public void Bytes_that_look_like_a_frame_inside_a_payload_do_not_pass_for_one_behind_a_torn_tail()
    {
        string file;
        using (var log = JournalFiles.Open(_directory.Path))
        {
            JournalFiles.Append(log, "good");
            file = JournalFiles.Files(_directory.Path)[0];
        }

        var good = File.ReadAllBytes(file);
        var forged = new byte[FrameHeader.Bytes + JournalEntry.HeaderBytes];
        new FrameHeader(JournalEntry.HeaderBytes, 1, 2, 0).Seal(forged, salt: 12345);
        File.WriteAllBytes(file, [.. good, .. new byte[40], .. forged]);
        using var reopened = JournalFiles.Open(_directory.Path);
        Assert.Equal(["good"], JournalFiles.Read(reopened));
        Assert.Equal(40 + forged.Length, reopened.TornBytes);
    }

    [Fact]
    public void Segments_wholly_stored_elsewhere_are_deleted_and_never_the_active_one()
    {
        using var log = JournalFiles.Open(_directory.Path, segmentBytes: 1);
        JournalFiles.Append(log, "a");
        JournalFiles.Append(log, "b", "c");
        JournalFiles.Append(log, "d");
        log.DeleteThrough(2);
        Assert.Equal(["b", "c", "d"], JournalFiles.Read(log, afterPosition: 1));
        log.DeleteThrough(3);
        Assert.Single(JournalFiles.Files(_directory.Path));
        log.DeleteThrough(100);
        Assert.Equal(["d"], JournalFiles.Read(log, afterPosition: 3));
        Assert.Equal(new FileInfo(JournalFiles.Files(_directory.Path)[0]).Length, log.TotalBytes);
    }

    [Fact]
    public void A_journal_that_was_lost_goes_on_behind_what_the_stores_hold()
    {
        using (var log = JournalFiles.Open(_directory.Path))
            JournalFiles.Append(log, "old");
        using var reopened = JournalFiles.Open(_directory.Path, afterPosition: 700);
        JournalFiles.Append(reopened, "new");
        Assert.Equal(702, reopened.NextPosition);
        Assert.Equal(["new"], JournalFiles.Read(reopened, afterPosition: 700));
    }

    [Fact]
    public void A_second_user_of_the_directory_is_refused_in_words()
    {
        using var first = JournalFiles.Open(_directory.Path);
        var exception = Assert.Throws<IOException>(() => JournalFiles.Open(_directory.Path));
        Assert.Contains("Another process uses the data directory", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_segment_cut_off_while_it_was_made_is_no_damage()
    {
        using (var log = JournalFiles.Open(_directory.Path))
            JournalFiles.Append(log, "a");
        File.WriteAllBytes(Segment.PathOf(_directory.Path, 2), new byte[11]);
        using var reopened = JournalFiles.Open(_directory.Path);
        Assert.Equal(11, reopened.TornBytes);
        Assert.Equal(["a"], JournalFiles.Read(reopened));
        Assert.Equal(2, reopened.NextPosition);
    }

    [Fact]
    public void After_a_failed_write_the_half_written_frame_is_cut_off_and_the_next_takes_its_position()
    {
        var disk = new FailingDisk();
        using var log = JournalFiles.Open(_directory.Path, disk: disk);
        JournalFiles.Append(log, "kept");
        disk.BytesLeft = 10;
        Assert.Throws<IOException>(() => JournalFiles.Append(log, "lost"));
        Assert.False(log.TryRecover(out var reason));
        Assert.Equal(FailingDisk.Message, reason);
        disk.BytesLeft = long.MaxValue;
        Assert.True(log.TryRecover(out _));
        JournalFiles.Append(log, "next");
        Assert.Equal(["kept", "next"], JournalFiles.Read(log));
        Assert.Equal(3, log.NextPosition);
    }

    /// <summary>A file of two batches and a last one, and where the last starts.</summary>
    private (string File, byte[] Whole, int LastStart) ThreeBatches()
    {
        int start;
        string file;
        using (var log = JournalFiles.Open(_directory.Path))
        {
            JournalFiles.Append(log, "one");
            JournalFiles.Append(log, "two", "three");
            file = JournalFiles.Files(_directory.Path)[0];
            start = (int)new FileInfo(file).Length;
            JournalFiles.Append(log, "last", "batch");
        }

        return (file, File.ReadAllBytes(file), start);
    }
}
