namespace Ioc.Silo.Accounts;

/// <summary>What somebody shows beside the password: an app's code, a recovery code.</summary>
public interface ISecondFactors
{
    /// <summary>Takes a secret whose code was shown, and answers recovery codes where there were none. Null: the code is wrong, or no such account.</summary>
    Task<IReadOnlyList<string>?> EnrolTotpAsync(string userName, byte[] secret, string code, string? exceptSession, CancellationToken cancellationToken);

    /// <summary>True once for each code.</summary>
    Task<bool> CheckTotpAsync(string userName, string code, CancellationToken cancellationToken);

    /// <summary>True once for each code.</summary>
    Task<bool> UseRecoveryCodeAsync(string userName, string code, CancellationToken cancellationToken);

    /// <summary>Ten new ones, shown this once; the former ones are worth nothing. Null: no such account.</summary>
    Task<IReadOnlyList<string>?> RenewRecoveryCodesAsync(string userName, CancellationToken cancellationToken);

    /// <summary>Forgets every factor, recovery code and the pin at the identity provider, and ends every session: for somebody who lost the phone. False: no such account.</summary>
    Task<bool> ResetAsync(string userName, CancellationToken cancellationToken);
}
