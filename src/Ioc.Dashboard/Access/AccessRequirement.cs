using Microsoft.AspNetCore.Authorization;

namespace Ioc.Dashboard.Access;

/// <summary>"As the endpoint's line of the table says"; judged by <see cref="AccessJudge"/>.</summary>
internal sealed class AccessRequirement : IAuthorizationRequirement;
