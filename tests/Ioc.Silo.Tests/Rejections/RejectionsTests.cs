using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Ioc.Devices.Rejections;
using Ioc.Silo.Rejections;

namespace Ioc.Silo.Tests.Rejections;

public sealed class RejectionsTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly RecentRejections _rejections;

    public RejectionsTests() => _rejections = new RecentRejections(_time);

    [Fact]
    public void A_refused_message_is_shown_with_its_reason_topic_and_first_bytes()
    {
        Add(RejectionReason.OutOfRange, "{\"temperature_c\":900}"u8, "temperature_c");

        var rejection = Assert.Single(_rejections.Latest());
        Assert.Equal((RejectionReason.OutOfRange, "loa-1", "ioc/v1/x", "temperature_c", 21, "{\"temperature_c\":900}"),
            (rejection.Reason, rejection.ClientId, rejection.Topic, rejection.Detail, rejection.PayloadBytes, rejection.Sample));
        Assert.Equal(_time.UtcNow, rejection.At);
    }

    [Fact]
    public void The_last_500_are_kept_newest_first()
    {
        for (var number = 0; number < 1_234; number++)
        {
            Add(RejectionReason.NotJson, Encoding.UTF8.GetBytes($"{number}"));
            _time.Advance(TimeSpan.FromMilliseconds(40));
        }

        var latest = _rejections.Latest();
        Assert.Equal(500, latest.Count);
        Assert.Equal(Enumerable.Range(0, 500).Select(back => $"{1_233 - back}"), latest.Select(rejection => rejection.Sample));
    }

    [Fact]
    public void A_flood_is_counted_in_full_and_kept_at_50_a_second()
    {
        Parallel.For(0, 100_000, number => Add(number % 2 == 0 ? RejectionReason.NotJson : RejectionReason.OverQuota, "x"u8));
        Assert.Equal(50, _rejections.Latest().Count);
        _time.Advance(TimeSpan.FromSeconds(1));
        Parallel.For(0, 100_000, _ => Add(RejectionReason.NotJson, "x"u8));
        Assert.Equal(100, _rejections.Latest().Count);
        Assert.Equal(150_000, _rejections.Counts()[RejectionReason.NotJson]);
        Assert.Equal(50_000, _rejections.Counts()[RejectionReason.OverQuota]);
        Assert.Equal(2, _rejections.Counts().Count);
    }

    [Fact]
    public void A_clock_set_back_does_not_stop_the_samples()
    {
        Add(RejectionReason.Empty, ""u8);
        _time.UtcNow -= TimeSpan.FromDays(400);
        _time.Advance(TimeSpan.FromSeconds(2));
        for (var number = 0; number < 10; number++)
            Add(RejectionReason.Empty, ""u8);
        Assert.Equal(11, _rejections.Latest().Count);
    }

    public static TheoryData<byte[], string> Samples => new()
    {
        { "xã Hoằng Hóa ✓"u8.ToArray(), "xã Hoằng Hóa ✓" },
        { [0, 10, 0x1B, (byte)'a', 0xFF], @"\x00\x0A\x1Ba\xFF" },
        { [0xC3], @"\xC3" },
        { [0xED, 0xA0, 0x80, (byte)'b'], @"\xED\xA0\x80b" },
        { "\u202Egpj"u8.ToArray(), @"\xE2\x80\xAEgpj" },
        { [], "" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void Bytes_of_a_stranger_are_printable(byte[] bytes, string sample)
    {
        Add(RejectionReason.NotUtf8, bytes);
        Assert.Equal(sample, _rejections.Latest()[0].Sample);
    }

    [Fact]
    public void Long_things_are_cut_and_the_length_is_told()
    {
        var parts = new Part(new byte[200].AsMemory());
        var payload = new ReadOnlySequence<byte>(parts, 0, parts.Append(new byte[100_000]), 100_000);
        _rejections.Add(RejectionReason.TooLarge, new string('c', 999), Encoding.UTF8.GetBytes(new string('t', 999)), payload, new string('d', 999));
        var rejection = Assert.Single(_rejections.Latest());
        Assert.Equal((100_200, 128, 256, 256), (rejection.PayloadBytes, rejection.ClientId.Length, rejection.Topic.Length, rejection.Detail!.Length));
        Assert.Equal(256 * 4, rejection.Sample.Length);
    }

    [Fact]
    public void The_meter_counts_by_reason()
    {
        var measured = new List<(long, object?)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == "Ioc.Silo" && instrument.Name == "ioc.rejections")
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags[0] is { Key: "reason", Value: "foreign_topic" })
                lock (measured)
                    measured.Add((value, tags[0].Value));
        });
        listener.Start();
        using var rejections = new RecentRejections(_time);
        rejections.Add(RejectionReason.ForeignTopic, "x", "t"u8, ReadOnlySequence<byte>.Empty);
        Assert.Equal([(1, "foreign_topic")], measured);
    }

    public void Dispose() => _rejections.Dispose();

    private void Add(RejectionReason reason, ReadOnlySpan<byte> payload, string? detail = null) =>
        _rejections.Add(reason, "loa-1", "ioc/v1/x"u8, new ReadOnlySequence<byte>(payload.ToArray()), detail);

    private sealed class Part : ReadOnlySequenceSegment<byte>
    {
        public Part(ReadOnlyMemory<byte> memory) => Memory = memory;

        public Part Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Part(memory) { RunningIndex = RunningIndex + Memory.Length };
            Next = next;
            return next;
        }
    }
}
