using System.Buffers;

namespace Ioc.Devices;

/// <summary>The rule for device ids: 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>, so that an id is safe in a topic, a URL, a file name and a CSV cell.</summary>
public static class DeviceId
{
    public const int LengthMax = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static bool IsValid(ReadOnlySpan<char> id) =>
        id.Length is > 0 and <= LengthMax && !id.ContainsAnyExcept(Allowed);
}
