namespace Ioc.Dashboard.Wire;

/// <summary>One account whole: what it may do and where, where it is signed in, its tokens.</summary>
/// <param name="User">As in the list.</param>
/// <param name="Can">Permission by permission.</param>
/// <param name="Sessions">Signed-in browsers.</param>
/// <param name="Tokens">Without their secrets.</param>
internal sealed record UserDetailWire(
    UserWire User, IReadOnlyList<CanWire> Can, IReadOnlyList<OpenSessionWire> Sessions, IReadOnlyList<TokenWire> Tokens);
