using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;

namespace UserGroups.Events;

public sealed class AnswerMap : IEntityTypeConfiguration<Answer>
{
    public void Configure(EntityTypeBuilder<Answer> builder)
    {
        builder.ToTable("Answers", table => table.HasCheckConstraint("CK_Answers_Guests", "[Guests] BETWEEN 0 AND 10"));
        builder.Property(a => a.Name).HasMaxLength(Person.NameLength);
        builder.Property(a => a.Email).HasMaxLength(Person.EmailLength);
        builder.Property(a => a.NormalizedEmail).HasMaxLength(Person.EmailLength);
        builder.HasOne(a => a.Event).WithMany().HasForeignKey(a => a.EventId);
        builder.HasOne<Person>().WithMany().HasForeignKey(a => a.PersonId);
        builder.HasIndex(a => new { a.EventId, a.NormalizedEmail }).IsUnique();
        builder.HasIndex(a => new { a.EventId, a.PersonId }).IsUnique().HasFilter("[PersonId] IS NOT NULL");
        builder.HasIndex(a => new { a.EventId, a.State, a.WaitingSince, a.Id });
        builder.HasIndex(a => new { a.PersonId, a.State });
        builder.HasIndex(a => new { a.State, a.OfferedUntil });
    }
}

public sealed class AnswerLinkMap : IEntityTypeConfiguration<AnswerLink>
{
    public void Configure(EntityTypeBuilder<AnswerLink> builder)
    {
        builder.ToTable("AnswerLinks");
        builder.Property(l => l.TokenHash).HasMaxLength(64);
        builder.HasOne(l => l.Answer).WithMany().HasForeignKey(l => l.AnswerId);
        builder.HasIndex(l => l.TokenHash).IsUnique();
    }
}
