using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>What was shown to open a session.</summary>
public enum SessionOpening
{
    Password,
    PasswordAndCode,
    PasswordAndRecoveryCode,
    PasswordAndPasskey,
    Passkey,
}

/// <summary>Where a request comes from, in words a person recognises.</summary>
/// <param name="Browser">Such as "Firefox on Linux".</param>
/// <param name="Network">The first part of the network address: /24 or /48, enough to recognise, too little to follow somebody home.</param>
public sealed record VisitOrigin(string Browser, string Network)
{
    public const int BrowserLength = 60;
    public const int NetworkLength = 50;

    /// <summary>Id of the request, for the log alone.</summary>
    public string? Request { get; init; }
}

/// <summary>
/// One browser that is signed in, or (<see cref="AwaitsSecondFactor"/>) one that has shown the password and not yet the second factor.
/// The cookie carries only a random key; everything that counts is in this row, so that ending it works at the next request.
/// </summary>
public sealed class Session : IHasId
{
    public static readonly TimeSpan IdleLimit = TimeSpan.FromHours(8);
    public static readonly TimeSpan AbsoluteLimit = TimeSpan.FromDays(30);
    public static readonly TimeSpan SecondFactorLimit = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan ProofLimit = TimeSpan.FromMinutes(10);

    /// <summary>"Last seen" is written at most this often, so that reading pages does not write all the time.</summary>
    public static readonly TimeSpan SeenPause = TimeSpan.FromMinutes(5);

    private Session()
    {
    }

    private Session(Person person, string keyHash, SessionOpening opening, VisitOrigin origin, DateTime now)
    {
        Person = person;
        Stamp = person.SecurityStamp ?? "";
        KeyHash = keyHash;
        Opening = opening;
        Browser = Cut(origin.Browser, VisitOrigin.BrowserLength);
        Network = Cut(origin.Network, VisitOrigin.NetworkLength);
        CreatedAt = LastSeenAt = ProvenAt = now;
        ExpiresAt = now + AbsoluteLimit;
        HasSecondFactor = opening is SessionOpening.PasswordAndCode or SessionOpening.PasswordAndRecoveryCode or SessionOpening.PasswordAndPasskey or SessionOpening.Passkey;
    }

    public static Session Open(Person person, string keyHash, SessionOpening opening, VisitOrigin origin, DateTime now) => new(person, keyHash, opening, origin, now);

    public static Session AwaitSecondFactor(Person person, string keyHash, VisitOrigin origin, DateTime now) =>
        new(person, keyHash, SessionOpening.Password, origin, now) { AwaitsSecondFactor = true, ExpiresAt = now + SecondFactorLimit };

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    public Person Person { get; private set; } = null!;

    public string KeyHash { get; private set; } = "";

    /// <summary>The person's stamp when the session was opened.</summary>
    public string Stamp { get; private set; } = "";

    public SessionOpening Opening { get; private set; }

    public bool AwaitsSecondFactor { get; private set; }

    public bool HasSecondFactor { get; private set; }

    public string Browser { get; private set; } = "";

    public string Network { get; private set; } = "";

    public DateTime CreatedAt { get; private set; }

    public DateTime LastSeenAt { get; private set; }

    /// <summary>When the person last showed that it is them.</summary>
    public DateTime ProvenAt { get; private set; }

    public DateTime ExpiresAt { get; private set; }

    /// <summary>The person showed again who they are; with a factor, the session has it from now on.</summary>
    public void Prove(DateTime now, bool withSecondFactor)
    {
        ProvenAt = now;
        HasSecondFactor |= withSecondFactor;
    }

    /// <summary>The person's stamp changed by their own hand in this session, which goes on.</summary>
    public void GoOnUnder(Person person) => Stamp = person.SecurityStamp ?? "";

    /// <summary>The key so far ends, the session goes on under another.</summary>
    public void GoOnUnder(string keyHash) => KeyHash = keyHash;

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}

public sealed class SessionMap : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("Sessions");
        builder.Property(s => s.KeyHash).HasMaxLength(64);
        builder.Property(s => s.Stamp).HasMaxLength(64);
        builder.Property(s => s.Browser).HasMaxLength(VisitOrigin.BrowserLength);
        builder.Property(s => s.Network).HasMaxLength(VisitOrigin.NetworkLength);
        builder.HasOne(s => s.Person).WithMany().HasForeignKey(s => s.PersonId);
        builder.HasIndex(s => s.KeyHash).IsUnique();
        builder.HasIndex(s => new { s.PersonId, s.Id });
        builder.HasIndex(s => s.ExpiresAt);
    }
}
