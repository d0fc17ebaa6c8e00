using System.Globalization;

namespace Ioc.Silo.Journal;

/// <summary>One segment file that is complete or being written.</summary>
internal sealed class Segment(string path, long firstPosition, long bytes)
{
    private const string Extension = ".journal";

    public string Path { get; } = path;

    public long FirstPosition { get; } = firstPosition;

    /// <summary>Length of what is durable and whole.</summary>
    public long Bytes { get; set; } = bytes;

    public static string PathOf(string directory, long firstPosition) =>
        System.IO.Path.Combine(directory, firstPosition.ToString("D20", CultureInfo.InvariantCulture) + Extension);

    /// <summary>Every segment of a directory in the order of positions.</summary>
    public static List<Segment> List(string directory)
    {
        var segments = new List<Segment>();
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles("*" + Extension))
        {
            if (long.TryParse(System.IO.Path.GetFileNameWithoutExtension(file.Name), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
                segments.Add(new Segment(file.FullName, position, file.Length));
        }

        segments.Sort((left, right) => left.FirstPosition.CompareTo(right.FirstPosition));
        return segments;
    }
}
