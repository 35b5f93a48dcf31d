using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;

namespace UserGroups.Data;

public abstract partial class AppDbContext(DbContextOptions options) : IdentityUserContext<Person, long>(options)
{
    public DbSet<Person> People => Set<Person>();

    public DbSet<RoleGrant> RoleGrants => Set<RoleGrant>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<OneTimeLink> OneTimeLinks => Set<OneTimeLink>();

    public DbSet<PendingSignUp> PendingSignUps => Set<PendingSignUp>();

    public DbSet<AddressChange> AddressChanges => Set<AddressChange>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<Authenticator> Authenticators => Set<Authenticator>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<AttemptWindow> AttemptWindows => Set<AttemptWindow>();

    /// <summary>Version 3 has the table for passkeys.</summary>
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;
}
