using System.Globalization;
using Ioc.Silo.Journal;

namespace Ioc.Host.Proving;

/// <summary>
/// The last write torn: the last batch of the journal of a killed server is cut off, and then damaged, at every one of its bytes, on copies.
/// Each copy must be found to be whole up to that batch; at some of the bytes a real server starts from it and must have everything before.
/// </summary>
internal sealed class TornWriteScenario : IScenario
{
    private const int Devices = 4;
    private const int MessagesBefore = 2_000;

    /// <summary>Sent together at the end, so that the last batch has several.</summary>
    private const int MessagesLast = 8;

    /// <summary>A start costs a second; the first byte, the last, the header's end and some between.</summary>
    private const int StartsMax = 8;

    public string Name => "torn";

    public string What => "the journal's last batch cut off and damaged at each of its bytes";

    public string? Obstacle => null;

    public async Task RunAsync(Proof proof)
    {
        var original = Directory.CreateTempSubdirectory("ioc-torn-").FullName;
        try
        {
            await using var loaded = await MakeAsync(proof, original);
            var journal = Path.Combine(original, "journal");
            var tail = JournalTail.Of(journal) ?? throw new InvalidDataException("the journal is empty");
            var whole = JournalInspection.Of(journal);
            CutEverywhere(proof, tail, whole.Entries - tail.Entries);
            var starts = Starts(tail).ToList();
            foreach (var (at, damage) in starts)
                await StartFromAsync(proof, loaded, original, tail, at, damage);
            proof.Tally.Count("torn_offsets", tail.Bytes * 2L);
            proof.Tally.Count("torn_starts", starts.Count);
        }
        finally
        {
            Directory.Delete(original, recursive: true);
        }
    }

    /// <summary>A directory whose server was killed right after its last batch, all of whose messages were acknowledged.</summary>
    private static async Task<LoadedServer> MakeAsync(Proof proof, string directory)
    {
        var loaded = await LoadedServer.StartAsync(proof, Devices, TimeSpan.Zero, directory);
        loaded.BeginLoad();
        await loaded.WhenAcknowledgedAsync(MessagesBefore);
        await loaded.EndLoadAsync();
        var last = loaded.Devices[0];
        await last.ConnectAsync(loaded.Server.MqttPort);
        await last.SendAsync(MessagesLast);
        loaded.Server.Kill();
        return loaded;
    }

    /// <summary>In place on the killed server's own file, which is whole again at the end.</summary>
    private static void CutEverywhere(Proof proof, JournalTail tail, long entriesBefore)
    {
        var directory = Path.GetDirectoryName(tail.Path)!;
        var bytes = File.ReadAllBytes(tail.Path);
        for (var at = 0; at < tail.Bytes; at++)
        {
            File.WriteAllBytes(tail.Path, Torn(bytes, tail, at, damage: false));
            Examine(proof, directory, entriesBefore, "cut", at);
            File.WriteAllBytes(tail.Path, Torn(bytes, tail, at, damage: true));
            Examine(proof, directory, entriesBefore, "damaged", at);
        }

        File.WriteAllBytes(tail.Path, bytes);
    }

    private static void Examine(Proof proof, string directory, long entriesBefore, string how, int at)
    {
        var found = JournalInspection.Of(directory);
        proof.Tally.MustBeNamed(
            found.Damage is null && found.Entries == entriesBefore,
            string.Create(CultureInfo.InvariantCulture, $"torn: {how} at byte {at} of the last batch: {found.Entries} entries of {entriesBefore} are found; {found.Damage}"));
    }

    private static byte[] Torn(byte[] bytes, JournalTail tail, int at, bool damage)
    {
        if (!damage)
            return bytes[..(tail.Offset + at)];
        byte[] copy = [.. bytes];
        copy[tail.Offset + at] ^= 0x5A;
        return copy;
    }

    private static IEnumerable<(int At, bool Damage)> Starts(JournalTail tail)
    {
        for (var index = 0; index < StartsMax; index++)
            yield return ((int)((long)(tail.Bytes - 1) * index / (StartsMax - 1)), index % 2 == 1);
    }

    private static async Task StartFromAsync(Proof proof, LoadedServer loaded, string original, JournalTail tail, int at, bool damage)
    {
        var copy = Directory.CreateTempSubdirectory("ioc-torn-").FullName;
        CopyTo(original, copy);
        var journal = Path.Combine(copy, Path.GetRelativePath(original, tail.Path));
        await File.WriteAllBytesAsync(journal, Torn(await File.ReadAllBytesAsync(tail.Path), tail, at, damage));
        await using var server = await ChildServer.StartOnAsync(copy, "--no-demo");
        foreach (var device in loaded.Devices)
        {
            // The last batch is the first device's, and here it was never acknowledged.
            var before = device.Acknowledged - (device == loaded.Devices[0] ? tail.Messages : 0);
            proof.Tally.Add(await StoredRun.OfAsync(server, device.Id, before, before, loaded.FromMs), before);
        }

        proof.Tally.MustBeNamed(
            at == 0 && !damage ? !server.Output.Contains("cut off", StringComparison.Ordinal) : server.Output.Contains("cut off by a crash", StringComparison.Ordinal),
            $"torn: the start did not say what it cut off:\n{server.Output}");
    }

    private static void CopyTo(string from, string to)
    {
        foreach (var directory in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
