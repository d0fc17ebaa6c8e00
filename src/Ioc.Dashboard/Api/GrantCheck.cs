using Ioc.Dashboard.Access;
using Ioc.Dashboard.Problems;
using Ioc.Dashboard.Wire;
using Ioc.Silo.Accounts;
using Ioc.Silo.Registry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ioc.Dashboard.Api;

/// <summary>Reads roles with their places, and refuses those that the caller may not give.</summary>
internal static class GrantCheck
{
    /// <summary>Null: all is well.</summary>
    public static ProblemHttpResult? Read(IReadOnlyList<GrantWire> rows, HttpContext http, RegistrySnapshot registry, out Grant[] grants)
    {
        grants = [];
        var read = new List<Grant>(rows.Count);
        foreach (GrantWire? row in rows)
        {
            if (row?.ToGrant() is not { } grant) return Problem.BadRequest($"role \"{PlainText.Clip(row?.Role ?? "null")}\" is unknown: use {EnumWords<AccountRole>.All}.");
            if (grant.UnitCode is { } unit && !registry.Units.ContainsKey(unit)) return Problem.BadRequest($"unit \"{PlainText.Clip(unit)}\" is unknown: see GET /api/v1/units.");
            read.Add(grant);
        }

        if (AccountRules.RefuseGrants(read) is { } words) return Problem.BadRequest(Sentence(words));
        if (read.FirstOrDefault(grant => !PeopleApi.MayGive(Caller.Of(http), grant, registry)) is { } beyond)
            return Problem.Forbidden($"You may not give the role {EnumWords<AccountRole>.Word(beyond.Role)} there: it may do more than you may.", Refusal.RoleBeyond);
        grants = [.. read];
        return null;
    }

    /// <summary>A password that is refused, with what the app needs to say it.</summary>
    public static ProblemHttpResult Weak(string words) =>
        Problem.BadRequest(Sentence(words), Refusal.PasswordWeak, ("min", AccountRules.PasswordLengthMin), ("max", AccountRules.PasswordLengthMax));

    public static string Sentence(ArgumentException refused) => Sentence(refused.Message.Split(" (Parameter")[0]);

    public static string Sentence(string words) => string.Concat(char.ToUpperInvariant(words[0]).ToString(), words.AsSpan(1), ".");
}
