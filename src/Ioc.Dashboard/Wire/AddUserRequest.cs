namespace Ioc.Dashboard.Wire;

/// <param name="Password">Twelve characters or more; not for a system.</param>
/// <param name="Role">Over the whole centre; or <paramref name="Grants"/>.</param>
/// <param name="Grants">Roles with their places.</param>
/// <param name="FullName">For people.</param>
/// <param name="MustChange">The person chooses another password at the first sign-in.</param>
/// <param name="System">No password: tokens only.</param>
internal sealed record AddUserRequest(string? Password = null, string? Role = null, IReadOnlyList<GrantWire>? Grants = null, string? FullName = null, bool MustChange = false, bool System = false);
