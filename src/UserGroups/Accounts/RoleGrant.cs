using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>A staff role that a person holds, everywhere or in one region.</summary>
public sealed class RoleGrant : IHasId
{
    private RoleGrant()
    {
    }

    public RoleGrant(Person person, StaffRole role, string? region, DateTime grantedAt)
    {
        CheckRegion(role, region);
        Person = person;
        Role = role;
        Region = region;
        GrantedAt = grantedAt;
    }

    /// <exception cref="RuleException">The role cannot be limited like that.</exception>
    public static void CheckRegion(StaffRole role, string? region)
    {
        if (!Enum.IsDefined(role))
            throw new RuleException("Choose a role from the list.", "Role");
        if (region is not null && !Regions.Exists(region))
            throw new RuleException("Choose a region from the list, or none for everywhere.", "Region");
        if (role == StaffRole.Administrator && region is not null)
            throw new RuleException("An Administrator looks after the whole portal; leave the region empty.", "Region");
    }

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    public Person Person { get; private set; } = null!;

    public StaffRole Role { get; private set; }

    public string? Region { get; private set; }

    public DateTime GrantedAt { get; private set; }
}

public sealed class RoleGrantMap : IEntityTypeConfiguration<RoleGrant>
{
    public void Configure(EntityTypeBuilder<RoleGrant> builder)
    {
        builder.ToTable("RoleGrants");
        builder.Property(g => g.Region).HasMaxLength(20);
        builder.HasOne(g => g.Person).WithMany().HasForeignKey(g => g.PersonId);
        // Once per role and region; "everywhere" (null) needs an index of its own because nulls differ on SQLite.
        builder.HasIndex(g => new { g.PersonId, g.Role, g.Region }).IsUnique().HasFilter("[Region] IS NOT NULL");
        builder.HasIndex(g => new { g.PersonId, g.Role }, "IX_RoleGrants_Everywhere").IsUnique().HasFilter("[Region] IS NULL");
    }
}
