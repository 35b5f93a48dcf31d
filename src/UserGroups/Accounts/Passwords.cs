using Microsoft.AspNetCore.Identity;

namespace UserGroups.Accounts;

/// <summary>
/// Makes and checks password hashes (Identity's PBKDF2-HMAC-SHA512 with <see cref="Iterations"/>, 128-bit salt). A check takes the same
/// time whether or not there is a hash to check against, so that the clock does not tell who has an account.
/// </summary>
public sealed class Passwords(IPasswordHasher<Person> hasher)
{
    /// <summary>OWASP's figure for PBKDF2-HMAC-SHA512 (Password Storage Cheat Sheet, 2023).</summary>
    public const int Iterations = 210_000;

    private readonly Lazy<string> nobody = new(() => hasher.HashPassword(null!, Token.New().Text));

    public string Hash(string password) => hasher.HashPassword(null!, password);

    /// <param name="hash">What is stored; null when there is no such account or it has no password.</param>
    /// <param name="password">What was typed.</param>
    public PasswordCheck Check(string? hash, string? password)
    {
        var result = hasher.VerifyHashedPassword(null!, hash ?? nobody.Value, password ?? "");
        if (hash is null || result == PasswordVerificationResult.Failed)
            return PasswordCheck.Wrong;
        return result == PasswordVerificationResult.SuccessRehashNeeded ? PasswordCheck.RightButOldHash : PasswordCheck.Right;
    }
}

public enum PasswordCheck
{
    Wrong,
    Right,

    /// <summary>Right, and stored with fewer iterations than today's: hash it again now that the password is known.</summary>
    RightButOldHash,
}
