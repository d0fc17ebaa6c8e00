using Ioc.Silo.Accounts;

namespace Ioc.Dashboard.Wire;

/// <summary>The password was right; now one of these, with the ticket, within five minutes.</summary>
/// <param name="Ticket">For POST /api/v1/session/factor.</param>
/// <param name="Factors">Of <c>totp</c>, <c>passkey</c>, <c>recoveryCode</c>.</param>
internal sealed record FactorChallenge(string Ticket, IReadOnlyList<string> Factors)
{
    public static IReadOnlyList<string> FactorsOf(Account account)
    {
        List<string> factors = [];
        if (account.HasTotp) factors.Add("totp");
        if (account.Passkeys > 0) factors.Add("passkey");
        if (account.RecoveryCodesLeft > 0) factors.Add("recoveryCode");
        return factors;
    }
}
