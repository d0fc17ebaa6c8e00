using System.Text;
using Ioc.Devices;
using Ioc.Silo.Exports;
using Ioc.Silo.Series;
using Ioc.Silo.Tests.Registry;
using Ioc.Silo.Tests.Series;

namespace Ioc.Silo.Tests.Stores;

/// <summary>The one suite for every store that answers: the same messages, the same questions, the same answers, bit for bit.</summary>
public abstract class StoreSuite
{
    /// <summary>Eight in the morning of a day.</summary>
    private protected const long Start = 1_795_334_400_000;

    private const long HourMs = 3_600_000;

    private static readonly int[] Steps = [7, 60, 900, 1_800, 3_600, 7_200, 86_400];

    /// <summary>When everything that is written is over.</summary>
    private protected static DateTimeOffset Later { get; } = DateTimeOffset.FromUnixTimeMilliseconds(Start).AddDays(2);

    private protected abstract Task<StoreRig> OpenAsync();

    [Fact]
    public async Task Series_of_devices_are_what_the_messages_say()
    {
        await using var rig = await OpenAsync();
        var messages = await FillAsync(rig);
        foreach (var query in Queries().Select(query => query with { DeviceIds = ["d1", "d2", "d17", "d39", "unknown"] }))
            AssertSame(messages, rig, query, await rig.Series.QueryAsync(query, default));
    }

    [Fact]
    public async Task Totals_of_units_and_kinds_are_what_the_messages_say()
    {
        await using var rig = await OpenAsync();
        var messages = await FillAsync(rig);
        string[][] units = [[], [Some.Commune.Code], [TelemetryFixture.OtherCommune, "gone", Some.Commune.Code], [Some.Province.Code, TelemetryFixture.OtherCommune]];
        foreach (var query in Queries().SelectMany(query => units.Select(codes => query with { UnitCodes = codes, Kinds = [DeviceKind.Hotspot] })))
            AssertSame(messages, rig, query, await rig.Series.QueryAsync(query, default));
    }

    [Fact]
    public async Task Gaps_stay_gaps()
    {
        await using var rig = await OpenAsync();
        StoredMessage[] messages = [new(1, Start, 4, null), new(1, Start + (5 * HourMs), 6, 8.25), new(2, Start + (2 * HourMs), 1, null)];
        rig.Write(messages);
        await rig.SettleAsync();
        var query = TelemetryFixture.Query(["d1"], [TelemetryFixture.Clients, TelemetryFixture.Rtt], Start - (2 * HourMs), Start + (9 * HourMs), 3_600);
        var answer = await rig.Series.QueryAsync(query, default);
        AssertSame(messages, rig, query, answer);
        Assert.Equal((long[])[Start, Start + (5 * HourMs)], answer[0].At);
        Assert.Equal((long[])[Start + (5 * HourMs)], answer[1].At);
        var total = query with { DeviceIds = [], Kinds = [DeviceKind.Hotspot] };
        Assert.Equal((long[])[Start, Start + (2 * HourMs), Start + (5 * HourMs)], (await rig.Series.QueryAsync(total, default))[0].At);
    }

    [Fact]
    public async Task The_last_value_of_a_bucket_is_the_newest_in_whatever_order_messages_came()
    {
        await using var rig = await OpenAsync();
        StoredMessage[] messages = [new(1, Start + 50_000, 5, null), new(1, Start + 10_000, 1, null), new(1, Start + 59_999, 9, null), new(1, Start + 30_000, 3, null)];
        foreach (var message in messages)
            rig.Write([message]);
        await rig.SettleAsync();
        var query = TelemetryFixture.Query(["d1"], [TelemetryFixture.Clients], Start, Start + HourMs, 60);
        var answer = await rig.Series.QueryAsync(query, default);
        AssertSame(messages, rig, query, answer);
        Assert.Equal((double[])[9], answer[0].Last);
    }

    [Fact]
    public async Task Two_messages_of_a_device_in_one_millisecond_are_two()
    {
        await using var rig = await OpenAsync();
        StoredMessage[] messages = [new(1, Start, 4, null), new(1, Start, 6, null), new(1, Start, 6, null)];
        rig.Write(messages[..2]);
        rig.Write(messages[2..]);
        await rig.SettleAsync();
        var series = Assert.Single(await rig.Series.QueryAsync(TelemetryFixture.Query(["d1"], [TelemetryFixture.Clients], Start, Start + HourMs, 3_600), default));
        Assert.Equal((3, 16.0 / 3, 4.0, 6.0), (series.Count[0], series.Mean[0], series.Min[0], series.Max[0]));
    }

    [Fact]
    public async Task An_export_is_the_answer_as_text()
    {
        await using var rig = await OpenAsync();
        await FillAsync(rig);
        var export = new TelemetryExport(rig.Fixture.Database, rig.Series, rig.Fixture.Registry, () => rig.Fixture, new NoOlderPoints());
        var any = Queries().First(query => query.StepSeconds == 3_600);
        foreach (var query in (SeriesQuery[])[any with { DeviceIds = ["d1", "d39"] }, any with { Kinds = [DeviceKind.Hotspot] }])
            foreach (var form in (ExportForm[])[ExportForm.Csv, ExportForm.Line])
            {
                var expected = new BucketText(rig.Fixture.Registry.Current, form);
                foreach (var series in await rig.Series.QueryAsync(query, default))
                    expected.Add(series);
                var target = new MemoryStream();
                await export.WriteBucketsAsync(query, form, target, default);
                Assert.Equal(Encoding.UTF8.GetString(expected.Text.Written.Span), Encoding.UTF8.GetString(target.ToArray()));
            }
    }

    /// <summary>Some devices for some hours, in several writes, some messages late, with holes.</summary>
    internal static async Task<IReadOnlyList<StoredMessage>> FillAsync(StoreRig rig)
    {
        var random = new Random(7);
        var messages = new List<StoredMessage>();
        for (var write = 0; write < 6; write++)
        {
            var some = Enumerable.Range(0, 300).Select(_ => Message(random)).ToList();
            rig.Write(some);
            messages.AddRange(some);
            if (write == 3)
                await rig.SettleAsync();
        }

        await rig.SettleAsync();
        return messages;
    }

    private static StoredMessage Message(Random random)
    {
        // Nobody in the third hour; site 5 has no clients.
        var hour = random.Next(0, 8) is var any && any >= 2 ? any + 1 : any;
        var handle = random.Next(1, 40);
        return new(handle >= 5 ? handle + 1 : handle, Start + (hour * HourMs) + random.Next((int)HourMs), random.Next(5_000), random.Next(2) == 0 ? null : random.Next(-400_000, 400_000) / 4.0);
    }

    private static IEnumerable<SeriesQuery> Queries()
    {
        var random = new Random(11);
        foreach (var step in Steps)
        {
            var from = Start + random.Next((int)HourMs);
            yield return TelemetryFixture.Query([], [TelemetryFixture.Clients, TelemetryFixture.Rtt], from, from + random.Next(1, 9 * (int)HourMs), step);
            yield return TelemetryFixture.Query([], [TelemetryFixture.Clients, TelemetryFixture.Rtt], Start - HourMs, Start + (12 * HourMs), step);
        }
    }

    private static void AssertSame(IReadOnlyList<StoredMessage> messages, StoreRig rig, SeriesQuery query, IReadOnlyList<SeriesResult> actual)
    {
        var expected = ExpectedSeries.Of(messages, query, rig.Fixture.Registry.Current);
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.Equal((one.DeviceId, one.UnitCode, one.Kind, one.Metric, one.StepSeconds), (other.DeviceId, other.UnitCode, other.Kind, other.Metric, other.StepSeconds));
            Assert.Equal(one.At, other.At);
            Assert.Equal(one.Count, other.Count);
            Assert.Equal(one.Min, other.Min);
            Assert.Equal(one.Max, other.Max);
            Assert.Equal(one.Last, other.Last);
            Assert.Equal(one.Devices, other.Devices);
            Assert.Equal(one.Mean, other.Mean);

            // Means of devices are thirds and sevenths; they are added in another order.
            foreach (var (sum, otherSum) in one.Sum.Zip(other.Sum))
                Assert.Equal(sum, otherSum, Math.Abs(sum) * 1e-12);
        }
    }
}
