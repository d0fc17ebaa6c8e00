using Ioc.Dashboard.Access;
using Ioc.Dashboard.Auditing;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Ioc.Silo.Audit;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Ioc.Dashboard.Api;

/// <summary>
/// Invitations by a link that works once: for a new account, or for a new password. What makes it a secret stands after the <c>#</c>, which browsers
/// send to nobody, so it is in no log.
/// </summary>
internal static class InvitationsApi
{
    public static void Map(RouteGroupBuilder api)
    {
        RouteGroupBuilder invitations = api.MapGroup("/invitations").WithTags("People");
        invitations.MapGet("", List).Describe("listInvitations", "Open invitations", "By name, without their links.");
        invitations.MapPost("", InviteAsync).Accepts<InviteRequest>("application/json")
            .Describe("invite", "Invite somebody", "Answers the link, once. A former invitation of the same name is worth nothing any more.", 400, 409, 413, 415, 429);
        invitations.MapDelete("/{id}", WithdrawAsync).Describe("withdrawInvitation", "Withdraw an invitation", "Its link is worth nothing any more.", 404, 429);
        api.MapPost("/users/{name}/invitation", InviteAgainAsync).WithTags("People")
            .Describe("inviteAgain", "A link for a new password", "For somebody who forgot it; roles and second factors stay. Not for oneself.", 404, 429);
        api.MapPost("/session/invitation", LookAsync).WithTags("Session").Accepts<InvitationSecret>("application/json")
            .Describe("lookAtInvitation", "Whom is this invitation for", "It stays.", 400, 404, 413, 415, 429);
        api.MapPut("/session/invitation", AcceptAsync).WithTags("Session").Accepts<AcceptRequest>("application/json").WithMetadata(new AuditedAs(AuditActions.AccountAdded))
            .Describe("acceptInvitation", "Accept an invitation", "With a password of one's own; then sign in with it.", 400, 404, 413, 415, 429);
    }

    private static Ok<Page<InvitationWire>> List(HttpContext http, IInvitations invitations, IRegistry registry)
    {
        InvitationWire[] mine = [.. invitations.All().Where(one => IsMine(one, http, registry.Current)).Select(InvitationWire.Of)];
        return TypedResults.Ok(new Page<InvitationWire>(mine, null, mine.Length));
    }

    private static async Task<Results<Ok<InvitationAnswer>, ProblemHttpResult>> InviteAsync(
        HttpContext http, IAccounts accounts, IInvitations invitations, IRegistry registry, CancellationToken cancellationToken)
    {
        (InviteRequest? wanted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<InviteRequest>(http.Request, cancellationToken);
        if (wanted is null) return refusal!;
        if (wanted.Days is < 1 or > DashboardLimits.InvitationDaysMax) return Problem.BadRequest($"days is 1 to {DashboardLimits.InvitationDaysMax}.");
        if (GrantCheck.Read(wanted.Grants, http, registry.Current, out Grant[] grants) is { } wrong) return wrong;
        if (AccountRules.RefuseName(wanted.UserName) is { } words) return Problem.BadRequest(GrantCheck.Sentence(words), Refusal.UserNameInvalid);
        if (accounts.Find(wanted.UserName) is not null) return Problem.Conflict($"There is a user {AccountRules.Normalise(wanted.UserName)} already.", Refusal.UserExists);
        return await MakeAsync(http, invitations, wanted.UserName, wanted.FullName ?? "", grants, wanted.Days ?? DashboardLimits.InvitationDaysDefault, cancellationToken);
    }

    private static async Task<Results<Ok<InvitationAnswer>, ProblemHttpResult>> InviteAgainAsync(
        string name, HttpContext http, IAccounts accounts, IInvitations invitations, IRegistry registry, CancellationToken cancellationToken)
    {
        if (PeopleApi.Reachable(name, http, accounts, registry.Current) is not { HasPassword: true } account) return PeopleApi.NoSuchUser();
        if (PeopleApi.RefuseSelf(http, account) is { } own) return own;
        return await MakeAsync(http, invitations, account.UserName, account.FullName, account.Grants, 1, cancellationToken);
    }

    private static async Task<Results<Ok<InvitationAnswer>, ProblemHttpResult>> MakeAsync(
        HttpContext http, IInvitations invitations, string userName, string fullName, IReadOnlyList<Grant> grants, int days, CancellationToken cancellationToken)
    {
        try
        {
            (string secret, Invitation made) = await invitations.CreateAsync(userName, fullName, grants, Caller.Of(http).Name, TimeSpan.FromDays(days), cancellationToken);
            return TypedResults.Ok(new InvitationAnswer($"{http.Request.Scheme}://{http.Request.Host}/invitation#{secret}", InvitationWire.Of(made)));
        }
        catch (ArgumentException refused)
        {
            return Problem.BadRequest(GrantCheck.Sentence(refused));
        }
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(
        string id, HttpContext http, IInvitations invitations, IRegistry registry, CancellationToken cancellationToken) =>
        invitations.All().FirstOrDefault(one => one.Id == id) is { } found && IsMine(found, http, registry.Current) && await invitations.WithdrawAsync(id, cancellationToken)
            ? TypedResults.NoContent()
            : Problem.NotFound("There is no such invitation: it was used, withdrawn, or has expired.", Refusal.GoneAlready);

    private static async Task<Results<Ok<InvitedWire>, ProblemHttpResult>> LookAsync(
        HttpContext http, IAccounts accounts, IInvitations invitations, IRegistry registry, SignInLimiter limiter, CancellationToken cancellationToken)
    {
        (InvitationSecret? shown, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<InvitationSecret>(http.Request, cancellationToken);
        if (shown is null) return refusal!;
        if (!limiter.TryToken(http.Connection.RemoteIpAddress)) return SessionApi.TooMany(http, TimeSpan.FromMinutes(1));
        return shown.Invitation.Length <= DashboardLimits.TokenCharsMax && invitations.Find(shown.Invitation) is { } found && Holds(found, accounts, registry.Current)
            ? TypedResults.Ok(new InvitedWire(found.UserName, found.FullName, found.ExpiresAt, found.IsForNewAccount))
            : NoSuchInvitation();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AcceptAsync(
        HttpContext http, IAccounts accounts, IInvitations invitations, IRegistry registry, IAuditLog audit, SignInLimiter limiter, CancellationToken cancellationToken)
    {
        (AcceptRequest? accepted, ProblemHttpResult? refusal) = await JsonBody.ReadAsync<AcceptRequest>(http.Request, cancellationToken);
        if (accepted is null) return refusal!;
        if (!limiter.TryToken(http.Connection.RemoteIpAddress)) return SessionApi.TooMany(http, TimeSpan.FromMinutes(1));
        if (accepted.Invitation.Length > DashboardLimits.TokenCharsMax || invitations.Find(accepted.Invitation) is not { } found || !Holds(found, accounts, registry.Current)) return NoSuchInvitation();
        if (AccountRules.RefusePassword(found.UserName, accepted.Password) is { } words) return GrantCheck.Weak(words);
        // Written when it is sure that something will be done, and with what stands in the invitation: nothing of what a stranger typed.
        AuditEntry entry = http.Entry(found.IsForNewAccount ? AuditActions.AccountAdded : AuditActions.PasswordChanged, AuditSubject.Account(found.UserName)) with
        {
            After = new { invitation = found.Id, grants = found.IsForNewAccount ? found.Grants : null }, Why = null,
        };
        try
        {
            Account? account = await audit.DoAsync(
                entry, () => invitations.AcceptAsync(accepted.Invitation, accepted.Password, cancellationToken),
                made => made is null ? "it was used or withdrawn meanwhile" : null, cancellationToken);
            return account is null ? NoSuchInvitation() : TypedResults.NoContent();
        }
        catch (ArgumentException refused)
        {
            return Problem.BadRequest(GrantCheck.Sentence(refused));
        }
    }

    private static bool IsMine(Invitation invitation, HttpContext http, RegistrySnapshot registry) => PeopleApi.MayTouch(Caller.Of(http), invitation.Grants, registry);

    /// <summary>
    /// As if it were given now: whoever gave it is still there and may still give all that it opens, which for an account that is there are the roles it has by now.
    /// Or the link of somebody dismissed would make them an account, and one for a viewer would open whom the province promoted since.
    /// </summary>
    private static bool Holds(Invitation invitation, IAccounts accounts, RegistrySnapshot registry)
    {
        Account? there = accounts.Find(invitation.UserName);
        return invitation.IsForNewAccount == there is null && accounts.Find(invitation.InvitedBy) is { IsDisabled: false } giver
            && PeopleApi.MayTouch(new Caller(giver, new PresentedCredential(null, null), CallerLimit.None), there?.Grants ?? invitation.Grants, registry);
    }

    private static ProblemHttpResult NoSuchInvitation() => Problem.NotFound("This invitation was used, withdrawn, or has expired: ask for another.", Refusal.InvitationGone);
}
