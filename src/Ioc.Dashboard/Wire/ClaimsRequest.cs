namespace Ioc.Dashboard.Wire;

/// <param name="Claims">1 to 500.</param>
/// <param name="Days">How long the codes count, 1 to 365.</param>
internal sealed record ClaimsRequest(IReadOnlyList<ClaimRow> Claims, int Days = 30);
