using System.Data.Common;
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
/// Finds the session of a cookie with one prepared question that also brings the roles, on every request: a role taken, an account deleted, a
/// session ended or a stamp changed counts from the next click.
/// </summary>
public sealed class SessionLookup(PreparedReads reads, TimeProvider time)
{
    private static readonly PreparedRead<CurrentSession?> Find = new(
        """
        SELECT s."Id", s."PersonId", p."Name", p."Email", p."Culture", p."TimeZone", s."AwaitsSecondFactor", s."HasSecondFactor", s."Opening", s."LastSeenAt", s."ProvenAt"
        FROM "Sessions" AS s JOIN "People" AS p ON p."Id" = s."PersonId"
        WHERE s."KeyHash" = @key AND s."ExpiresAt" > @now AND s."LastSeenAt" > @idleSince AND p."DeletedAt" IS NULL AND s."Stamp" = p."SecurityStamp";
        SELECT g."Role", g."Region" FROM "Sessions" AS s JOIN "RoleGrants" AS g ON g."PersonId" = s."PersonId" WHERE s."KeyHash" = @key ORDER BY g."Id";
        """,
        ReadAsync);

    public Task<CurrentSession?> FindAsync(string key, CancellationToken cancel = default)
    {
        var now = time.Now();
        return reads.AskAsync(Find, cancel, ("@key", Token.HashOf(key)), ("@now", now), ("@idleSince", now - Session.IdleLimit));
    }

    private static async Task<CurrentSession?> ReadAsync(DbDataReader row, CancellationToken cancel)
    {
        if (!await row.ReadAsync(cancel))
            return null;
        var roles = new List<RoleInRegion>();
        var session = new CurrentSession
        {
            Id = row.GetInt64(0),
            PersonId = row.GetInt64(1),
            Name = row.GetString(2),
            Email = row.GetString(3),
            Culture = row.TextOrNull(4),
            TimeZone = row.TextOrNull(5),
            AwaitsSecondFactor = row.GetBoolean(6),
            HasSecondFactor = row.GetBoolean(7),
            Opening = row.Word<SessionOpening>(8),
            LastSeenAt = row.Utc(9),
            ProvenAt = row.Utc(10),
            Roles = roles,
        };
        await row.NextResultAsync(cancel);
        while (await row.ReadAsync(cancel))
            roles.Add(new RoleInRegion(row.Word<StaffRole>(0), row.TextOrNull(1)));
        return session;
    }
}
