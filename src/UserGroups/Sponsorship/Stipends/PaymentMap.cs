using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Chapters;

namespace UserGroups.Sponsorship.Stipends;

public sealed class PaymentMap : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> builder)
    {
        builder.ToTable("Payments", table =>
        {
            // CAST: SQLite keeps decimals as text, and would compare them letter by letter.
            table.HasCheckConstraint("CK_Payments_Amount", "CAST([Amount] AS DECIMAL(12,2)) > 0 AND CAST([Amount] AS DECIMAL(12,2)) <= 250.00");
            // Four eyes: who asked, who decided and who pays are never the same person.
            table.HasCheckConstraint("CK_Payments_Authoriser", "[AuthorisedById] IS NULL OR ([AuthorisedById] <> [RequestedById] AND [AuthorisedById] <> [DecidedById])");
            table.HasCheckConstraint("CK_Payments_Payer", "[SentById] IS NULL OR ([SentById] <> [RequestedById] AND [SentById] <> [DecidedById])");
            table.HasCheckConstraint("CK_Payments_Authorised", "[State] NOT IN ('Authorised', 'Scheduled', 'Sent', 'Paid', 'Failed', 'Reconciled') OR [AuthorisedById] IS NOT NULL");
            table.HasCheckConstraint("CK_Payments_Sent", "[State] NOT IN ('Sent', 'Paid', 'Failed', 'Reconciled') OR ([SentById] IS NOT NULL AND [Number] IS NOT NULL AND [Method] IS NOT NULL)");
        });
        builder.Ignore(p => p.Money);
        builder.Property(p => p.PayeeName).HasMaxLength(Payment.PayeeLength);
        builder.Property(p => p.PayeeAddress).HasMaxLength(Payment.AddressLength);
        builder.Property(p => p.Number).HasMaxLength(Payment.NumberLength);
        builder.Property(p => p.Reason).HasMaxLength(Payment.ReasonLength);
        builder.HasOne<BenefitLine>().WithMany().HasForeignKey(p => p.LineId);
        builder.HasOne<Chapter>().WithMany().HasForeignKey(p => p.ChapterId);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.RequestedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.DecidedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.AuthorisedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.SentById);
        builder.HasOne<Payment>().WithMany().HasForeignKey(p => p.ReplacesId);
        // One living payment for one line, whatever is clicked; one replacement for a void one.
        builder.HasIndex(p => p.LineId, "IX_Payments_OneForALine").IsUnique().HasFilter("[State] <> 'Void'");
        builder.HasIndex(p => p.ReplacesId).IsUnique().HasFilter("[ReplacesId] IS NOT NULL");
        // The register: a number is used once, also when its cheque is void.
        builder.HasIndex(p => new { p.Method, p.Number }).IsUnique().HasFilter("[Number] IS NOT NULL");
        builder.HasIndex(p => new { p.State, p.CreatedAt, p.Id });
        builder.HasIndex(p => new { p.Method, p.CreatedAt, p.Id });
    }
}
