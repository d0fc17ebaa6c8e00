namespace Ioc.Dashboard.Access;

/// <summary>What a request proved itself with; kept with a live connection so that it can be looked at again.</summary>
/// <param name="SessionId">The cookie's, or null.</param>
/// <param name="Token">The bearer token, or null.</param>
internal sealed record PresentedCredential(string? SessionId, string? Token);
