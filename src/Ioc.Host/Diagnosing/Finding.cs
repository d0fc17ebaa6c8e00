namespace Ioc.Host.Diagnosing;

/// <summary>What one check found.</summary>
/// <param name="Good">False: a person must act, and <paramref name="Text"/> says how.</param>
/// <param name="Text">One line.</param>
internal readonly record struct Finding(bool Good, string Text)
{
    public static Finding Ok(string text) => new(true, text);

    public static Finding Problem(string text) => new(false, text);
}
