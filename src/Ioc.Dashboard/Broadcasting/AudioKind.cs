namespace Ioc.Dashboard.Broadcasting;

/// <summary>What a broadcast's audio is.</summary>
internal enum AudioKind
{
    /// <summary>The text, spoken.</summary>
    Speech,

    /// <summary>The recorded notice: nothing on this machine speaks, or it failed. Screens must say so.</summary>
    Notice,
}
