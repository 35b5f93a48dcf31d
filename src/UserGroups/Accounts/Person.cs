using System.Text;
using Microsoft.AspNetCore.Identity;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>
/// Somebody with an account; the address was proven before the row was made. Identity keeps the password hash and the passkeys;
/// the rest is here. A deleted account stays as a nameless row, so that history keeps its numbers.
/// </summary>
public sealed class Person : IdentityUser<long>, IHasId, IOnPublicPages
{
    public const int NameLength = 100;
    public const int EmailLength = 254;

    private Person()
    {
    }

    public Person(string name, string email, DateTime createdAt)
    {
        CreatedAt = createdAt;
        EmailConfirmed = true;
        LockoutEnabled = true;
        SecurityStamp = NewStamp();
        Name = CheckedName(name);
        SetAddress(email);
    }

    public string Name { get; private set; } = "";

    /// <summary>Name and address in capitals, for the staff's search (SQLite compares letters of one case only).</summary>
    public string SearchText { get; private set; } = "";

    /// <summary>Language and manner of dates and money, such as <c>en-GB</c>; null: as the browser says.</summary>
    public string? Culture { get; private set; }

    /// <summary>IANA zone in which the person reads times; null: the zone of the place.</summary>
    public string? TimeZone { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? DeletedAt { get; private set; }

    /// <summary>No password or code is tried before this moment. Our own column: Identity's is a DateTimeOffset, which SQLite cannot compare.</summary>
    public DateTime? LockedUntil { get; private set; }

    /// <summary>When the last letter about a lock went out; at most one a day.</summary>
    public DateTime? LockLetterAt { get; private set; }

    public int Version { get; private set; }

    /// <summary>The form in which addresses are compared and held unique.</summary>
    public static string Normalise(string? email)
    {
        var trimmed = LatinLetters.WellFormed((email ?? "").Trim()).Normalize(NormalizationForm.FormKC).ToUpperInvariant();
        // Compatibility forms make up to eighteen letters of one; no address that is taken comes near.
        return trimmed.Length <= EmailLength ? trimmed : trimmed[..EmailLength];
    }

    /// <summary>What letters to strangers are counted for: tags behind a plus sign reach the same mailbox.</summary>
    public static string MailboxOf(string email)
    {
        var normalized = Normalise(email);
        var (plus, at) = (normalized.IndexOf('+', StringComparison.Ordinal), normalized.LastIndexOf('@'));
        return plus > 0 && plus < at ? normalized[..plus] + normalized[at..] : normalized;
    }

    /// <exception cref="RuleException">The name is empty, too long or holds control characters.</exception>
    public static string CheckedName(string? name)
    {
        var trimmed = (name ?? "").Trim();
        if (trimmed.Length == 0)
            throw new RuleException("Tell us your name; it may be any name you go by.", "Name");
        if (trimmed.Length > NameLength)
            throw new RuleException("This name is too long; use at most 100 characters.", "Name");
        if (!TypedText.IsLine(trimmed))
            throw new RuleException("A name is one line of plain text.", "Name");
        // The first letter goes to an address nobody has proven: it must not carry somebody's advertisement there.
        if (TypedText.HasLink(trimmed))
            throw new RuleException("A name has no web address in it.", "Name");
        return trimmed;
    }

    /// <exception cref="RuleException">No letter could reach such an address.</exception>
    public static string CheckedEmail(string? email)
    {
        var trimmed = (email ?? "").Trim();
        var at = trimmed.LastIndexOf('@');
        var plain = !TypedText.HasTricks(trimmed) && trimmed.All(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format && c is not ('<' or '>' or '"' or ',' or ';'));
        if (!plain || at < 1 || at > 64 || at == trimmed.Length - 1 || trimmed.IndexOf('@', StringComparison.Ordinal) != at || trimmed.Length > EmailLength
            || trimmed.Normalize(NormalizationForm.FormKC).Length > EmailLength
            // Every host that takes mail from elsewhere has a dot inside its name; without one somebody forgot the end (RFC 5321, 2.3.5).
            || trimmed.AsSpan(at + 1).Trim('.').Length != trimmed.Length - at - 1 || !trimmed.AsSpan(at + 1).Contains('.'))
            throw new RuleException("This is not an e-mail address we can write to. It looks like name@example.org.", "Email");
        return trimmed;
    }

    /// <summary>The rules about what a profile says: the account asks them, and the form before it together with its own.</summary>
    /// <exception cref="RuleException">Names every field that is refused.</exception>
    public static void Require(string? name, string? timeZone)
    {
        var broken = new BrokenRules();
        broken.Try(() => { CheckedName(name); });
        if (timeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _))
            broken.Add("Choose a time zone from the list.", "TimeZone");
        broken.Throw();
    }

    public void Describe(string name, string? culture, string? timeZone)
    {
        Require(name, timeZone);
        Name = CheckedName(name);
        Culture = culture;
        TimeZone = timeZone;
        Refresh();
    }

    public void MoveTo(string email)
    {
        SetAddress(email);
        Version++;
    }

    /// <summary>Takes a new password hash; every session and half-finished sign-in made before it ends.</summary>
    public void SetPassword(string hash)
    {
        PasswordHash = hash;
        SignOutEverywhere();
    }

    /// <summary>The password is the same, only stored with more work for a thief.</summary>
    public void StoreHash(string hash)
    {
        PasswordHash = hash;
        Version++;
    }

    /// <summary>Sessions carry the stamp they were opened under; a new stamp ends them all, also one being opened just now.</summary>
    public void SignOutEverywhere()
    {
        SecurityStamp = NewStamp();
        Version++;
    }

    /// <summary>The name, address and secrets go; the number stays, because history speaks of it.</summary>
    public void Anonymise(DateTime now)
    {
        Name = "Deleted account";
        Email = NormalizedEmail = UserName = NormalizedUserName = PasswordHash = Culture = TimeZone = null;
        SearchText = "";
        EmailConfirmed = false;
        DeletedAt = now;
        SignOutEverywhere();
    }

    private static string NewStamp() => Guid.NewGuid().ToString("N");

    private void SetAddress(string email)
    {
        Email = UserName = CheckedEmail(email);
        NormalizedEmail = NormalizedUserName = Normalise(email);
        Refresh();
    }

    private void Refresh()
    {
        SearchText = $"{Name} {Email}".ToUpperInvariant();
        Version++;
    }
}
