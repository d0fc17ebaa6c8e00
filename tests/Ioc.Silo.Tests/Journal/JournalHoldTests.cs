using Ioc.Silo.Journal;

namespace Ioc.Silo.Tests.Journal;

public sealed class JournalHoldTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    [Fact]
    public void While_somebody_copies_the_journal_no_segment_goes_and_afterwards_they_do()
    {
        using var log = SegmentLog.Open(new JournalOptions { Directory = _directory.Path, SegmentBytes = 1 }, 0, 0, new JournalDisk());
        for (var entry = 0; entry < 5; entry++)
            log.Append(new byte[FrameHeader.Bytes + 10], 1, 0);
        using (JournalHold.TryTake(_directory.Path))
        {
            Assert.Null(JournalHold.TryTake(_directory.Path));
            log.DeleteThrough(5);
            Assert.Equal(5, Directory.GetFiles(_directory.Path, "*.journal").Length);
        }

        log.DeleteThrough(5);
        Assert.Single(Directory.GetFiles(_directory.Path, "*.journal"));
    }

    public void Dispose() => _directory.Dispose();
}
