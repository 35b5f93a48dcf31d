namespace UserGroups.Shared;

/// <summary>What a member of the vendor's staff is there for. Stored by name; the names are those of docs/access.md.</summary>
public enum StaffRole
{
    CommunityManager,
    Finance,
    Fulfilment,
    PartnerManager,
    SupportAgent,
    Administrator,
}

/// <summary>One staff role, everywhere or in one region.</summary>
/// <param name="Role">The role.</param>
/// <param name="Region">A key of <see cref="Regions"/>, or null for everywhere.</param>
public sealed record RoleInRegion(StaffRole Role, string? Region);

/// <summary>
/// Who is looking: the one thing every rule about access asks. A visitor has no person.
/// Staff roles count only in a session that was opened with a second factor, so that a rule fails closed.
/// </summary>
/// <param name="PersonId">The signed-in person, or null for a visitor.</param>
/// <param name="Name">The name shown on screen; empty for a visitor.</param>
/// <param name="Roles">Staff roles granted to the person, whether or not the session may use them.</param>
/// <param name="HasSecondFactor">True when this session was opened with a second factor or a passkey.</param>
public sealed record Viewer(long? PersonId, string Name, IReadOnlyList<RoleInRegion> Roles, bool HasSecondFactor)
{
    /// <summary>Somebody who has not signed in.</summary>
    public static readonly Viewer Visitor = new(null, "", [], false);

    public bool IsSignedIn => PersonId is not null;

    /// <summary>Holds a staff role, whether or not this session may use it yet.</summary>
    public bool IsStaff => Roles.Count > 0;

    /// <summary>May act in the role now, in at least one region.</summary>
    public bool Is(StaffRole role) => HasSecondFactor && Roles.Any(r => r.Role == role);

    /// <summary>May act in the role now for something in the region (null: something that belongs to no region).</summary>
    public bool Is(StaffRole role, string? region) =>
        HasSecondFactor && Roles.Any(r => r.Role == role && (r.Region is null || r.Region == region));
}
