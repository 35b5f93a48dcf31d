using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>The session of a request and whose it is.</summary>
public sealed class CurrentSession
{
    public required long Id { get; init; }

    public required long PersonId { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public required string? Culture { get; init; }

    public required string? TimeZone { get; init; }

    public required bool AwaitsSecondFactor { get; init; }

    public required bool HasSecondFactor { get; init; }

    public required SessionOpening Opening { get; init; }

    public required DateTime LastSeenAt { get; init; }

    public required DateTime ProvenAt { get; init; }

    public required IReadOnlyList<RoleInRegion> Roles { get; init; }

    public Viewer Viewer => AwaitsSecondFactor ? Viewer.Visitor : new Viewer(PersonId, Name, Roles, HasSecondFactor);

    /// <summary>True while the person need not show again who they are.</summary>
    public bool IsProven(DateTime now) => !AwaitsSecondFactor && ProvenAt > now - Session.ProofLimit;
}

/// <summary>
/// Finds the session of a cookie with one compiled query that also brings the roles, on every request: a role taken, an account deleted, a
/// session ended or a stamp changed counts from the next click. One per site, because a compiled query belongs to one model.
/// </summary>
public sealed class SessionLookup(TimeProvider time)
{
    private readonly Func<AppDbContext, string, DateTime, DateTime, Task<CurrentSession?>> find = EF.CompileAsyncQuery(
        (AppDbContext db, string keyHash, DateTime now, DateTime idleSince) => db.Sessions.AsNoTracking()
            .Where(s => s.KeyHash == keyHash && s.ExpiresAt > now && s.LastSeenAt > idleSince && s.Person.DeletedAt == null && s.Stamp == s.Person.SecurityStamp)
            .Select(s => new CurrentSession
            {
                Id = s.Id,
                PersonId = s.PersonId,
                Name = s.Person.Name,
                Email = s.Person.Email!,
                Culture = s.Person.Culture,
                TimeZone = s.Person.TimeZone,
                AwaitsSecondFactor = s.AwaitsSecondFactor,
                HasSecondFactor = s.HasSecondFactor,
                Opening = s.Opening,
                LastSeenAt = s.LastSeenAt,
                ProvenAt = s.ProvenAt,
                Roles = db.RoleGrants.Where(g => g.PersonId == s.PersonId).OrderBy(g => g.Id).Select(g => new RoleInRegion(g.Role, g.Region)).ToList(),
            })
            .SingleOrDefault());

    public Task<CurrentSession?> FindAsync(AppDbContext db, string key)
    {
        var now = time.Now();
        return find(db, Token.HashOf(key), now, now - Session.IdleLimit);
    }
}
