using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;

namespace UserGroups.Data;

public abstract partial class AppDbContext(DbContextOptions options) : IdentityUserContext<Person, long>(options)
{
    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    /// <summary>Version 3 has the table for passkeys.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;
}
