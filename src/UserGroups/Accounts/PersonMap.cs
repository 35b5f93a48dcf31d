using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace UserGroups.Accounts;

public sealed class PersonMap : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("People");
        builder.Property(p => p.Name).HasMaxLength(Person.NameLength);
        builder.Property(p => p.Email).HasMaxLength(Person.EmailLength);
        builder.Property(p => p.NormalizedEmail).HasMaxLength(Person.EmailLength);
        builder.Property(p => p.UserName).HasMaxLength(Person.EmailLength);
        builder.Property(p => p.NormalizedUserName).HasMaxLength(Person.EmailLength);
        builder.Property(p => p.SearchText).HasMaxLength(Person.NameLength + 1 + Person.EmailLength);
        builder.Property(p => p.Culture).HasMaxLength(20);
        builder.Property(p => p.TimeZone).HasMaxLength(60);
        builder.Property(p => p.PasswordHash).HasMaxLength(400);
        builder.Property(p => p.SecurityStamp).HasMaxLength(64);
        builder.Property(p => p.ConcurrencyStamp).HasMaxLength(64);
        builder.Property(p => p.PhoneNumber).HasMaxLength(40);
        // The rule "one account per address" holds in the database, not only in Identity's look-up before it.
        builder.HasIndex(p => p.NormalizedEmail).IsUnique().HasFilter("[NormalizedEmail] IS NOT NULL").HasDatabaseName("EmailIndex");
    }
}

public sealed class PersonClaimMap : IEntityTypeConfiguration<IdentityUserClaim<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserClaim<long>> builder)
    {
        builder.ToTable("PersonClaims");
        builder.Property(c => c.ClaimType).HasMaxLength(200);
        builder.Property(c => c.ClaimValue).HasMaxLength(1000);
    }
}

public sealed class PersonLoginMap : IEntityTypeConfiguration<IdentityUserLogin<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserLogin<long>> builder)
    {
        builder.ToTable("PersonLogins");
        builder.Property(l => l.LoginProvider).HasMaxLength(128);
        builder.Property(l => l.ProviderKey).HasMaxLength(128);
        builder.Property(l => l.ProviderDisplayName).HasMaxLength(200);
    }
}

public sealed class PersonTokenMap : IEntityTypeConfiguration<IdentityUserToken<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserToken<long>> builder)
    {
        builder.ToTable("PersonTokens");
        builder.Property(t => t.LoginProvider).HasMaxLength(128);
        builder.Property(t => t.Name).HasMaxLength(128);
        builder.Property(t => t.Value).HasMaxLength(2000);
    }
}

public sealed class PasskeyMap : IEntityTypeConfiguration<IdentityUserPasskey<long>>
{
    public void Configure(EntityTypeBuilder<IdentityUserPasskey<long>> builder)
    {
        builder.ToTable("Passkeys");
        builder.HasKey(p => p.CredentialId);
        // WebAuthn allows 1,023 bytes; a SQL Server index key allows 900, and what authenticators make is 16 to 256.
        builder.Property(p => p.CredentialId).HasMaxLength(900);
        builder.OwnsOne(p => p.Data).ToJson();
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.UserId);
    }
}
