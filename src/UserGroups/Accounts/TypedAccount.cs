using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>What somebody types to have an account, checked. The password is not kept here: it is only hashed.</summary>
/// <param name="Name">Trimmed.</param>
/// <param name="Email">Trimmed.</param>
public sealed record TypedAccount(string Name, string Email)
{
    /// <summary>Checked and trimmed.</summary>
    /// <param name="name">As typed.</param>
    /// <param name="email">As typed, or the address a letter has proven.</param>
    /// <param name="password">As typed.</param>
    /// <param name="portal">Name of this place: a password is not made of it.</param>
    /// <exception cref="RuleException">Names every field that is refused.</exception>
    public static TypedAccount Of(string? name, string? email, string? password, string portal)
    {
        var broken = new BrokenRules();
        var called = broken.Try(() => Person.CheckedName(name));
        var address = broken.Try(() => Person.CheckedEmail(email));
        broken.Try(() => PasswordRules.Check(password, [name ?? "", email ?? "", portal]));
        broken.Throw();
        return new TypedAccount(called!, address!);
    }
}
