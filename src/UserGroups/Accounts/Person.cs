using Microsoft.AspNetCore.Identity;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>
/// Somebody with an account. Identity keeps the password hash, the authenticator and the passkeys; the rest is here.
/// A deleted account stays as a nameless row, so that history keeps its numbers.
/// </summary>
public sealed class Person : IdentityUser<long>, IHasId
{
    public const int NameLength = 100;
    public const int EmailLength = 254;

    private Person()
    {
    }

    public Person(string name, string email, DateTime createdAt)
    {
        Name = name;
        Email = email;
        UserName = email;
        CreatedAt = createdAt;
        SecurityStamp = Guid.NewGuid().ToString("N");
    }

    public string Name { get; private set; } = "";

    /// <summary>Language and manner of dates and money, such as <c>en-GB</c>; null: as the browser says.</summary>
    public string? Culture { get; private set; }

    /// <summary>IANA zone in which the person reads times; null: the zone of the place.</summary>
    public string? TimeZone { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? DeletedAt { get; private set; }

    public int Version { get; private set; }
}
