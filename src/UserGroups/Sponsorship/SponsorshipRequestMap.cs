using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;

namespace UserGroups.Sponsorship;

public sealed class SponsorshipRequestMap : IEntityTypeConfiguration<SponsorshipRequest>
{
    // SQL Server's filtered indexes know no NOT IN.
    private const string NotEnded = "[State] <> 'Declined' AND [State] <> 'Withdrawn' AND [State] <> 'Expired' AND [State] <> 'Cancelled'";

    public void Configure(EntityTypeBuilder<SponsorshipRequest> builder)
    {
        builder.ToTable("SponsorshipRequests", table =>
        {
            table.HasCheckConstraint("CK_SponsorshipRequests_Headcount", "[Headcount] BETWEEN 0 AND 100000");
            table.HasCheckConstraint("CK_SponsorshipRequests_Reference", "[State] = 'Draft' OR ([Reference] IS NOT NULL AND [SubmittedAt] IS NOT NULL)");
            table.HasCheckConstraint("CK_SponsorshipRequests_FourEyes", "[DecidedById] IS NULL OR [DecidedById] <> [RequestedById]");
            table.HasCheckConstraint("CK_SponsorshipRequests_Decided", "[State] NOT IN ('Decided', 'Accepted', 'InFulfilment', 'AwaitingReport', 'ReportSubmitted', 'Closed', 'Declined') OR [DecidedById] IS NOT NULL");
        });
        builder.Property(r => r.Reference).HasMaxLength(20);
        builder.Property(r => r.Plan).HasMaxLength(SponsorshipRequest.PlanLength);
        builder.Property(r => r.ChangeFields).HasMaxLength(80);
        builder.Property(r => r.ChangeReason).HasMaxLength(SponsorshipRequest.ReasonLength);
        builder.Property(r => r.OverrideReason).HasMaxLength(SponsorshipRequest.ReasonLength);
        builder.Property(r => r.EndReason).HasMaxLength(SponsorshipRequest.ReasonLength);
        builder.OwnsOne(r => r.Typed, typed => typed.ToJson());
        // The queue of reviewers: oldest promise first.
        builder.OwnsOne(r => r.Clock, clock => clock.HasIndex(k => k.DueAt));
        builder.HasOne(r => r.Chapter).WithMany().HasForeignKey(r => r.ChapterId);
        builder.HasOne(r => r.Event).WithMany().HasForeignKey(r => r.EventId);
        builder.HasMany(r => r.Lines).WithOne(l => l.Request).HasForeignKey(l => l.RequestId);
        builder.HasOne(r => r.Report).WithOne(p => p.Request).HasForeignKey<SponsorshipReport>(p => p.RequestId);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.RequestedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.DecidedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.AcceptedById);
        builder.HasIndex(r => r.Reference).IsUnique().HasFilter("[Reference] IS NOT NULL");
        builder.HasIndex(r => r.EventId, "IX_SponsorshipRequests_OneActiveForAnEvent").IsUnique().HasFilter($"[EventId] IS NOT NULL AND {NotEnded}");
        builder.HasIndex(r => r.ChapterId, "IX_SponsorshipRequests_OneOpenOfAChapter").IsUnique().HasFilter("[EventId] IS NULL AND [State] IN ('Draft', 'Submitted', 'ChangesRequested')");
        // The queue, a chapter's requests, and the rounds of the jobs.
        builder.HasIndex(r => new { r.State, r.StateSince, r.Id });
        builder.HasIndex(r => new { r.EndedAt, r.Id }).HasFilter("[EndedAt] IS NOT NULL");
        builder.HasIndex(r => new { r.ChapterId, r.Id });
        builder.HasIndex(r => new { r.RequestedById, r.Id });
    }
}

public sealed class BenefitLineMap : IEntityTypeConfiguration<BenefitLine>
{
    public void Configure(EntityTypeBuilder<BenefitLine> builder)
    {
        builder.ToTable("BenefitLines", table =>
        {
            // CAST: SQLite keeps decimals as text, and would compare them letter by letter.
            table.HasCheckConstraint("CK_BenefitLines_Asked", "CAST([Asked] AS DECIMAL(12,2)) > 0 AND CAST([Asked] AS DECIMAL(12,2)) <= CASE [Benefit] WHEN 'Stipend' THEN 250.00 WHEN 'Promotion' THEN 1 WHEN 'Licence' THEN 500 ELSE 1000 END");
            table.HasCheckConstraint("CK_BenefitLines_Granted", "[Granted] IS NULL OR (CAST([Granted] AS DECIMAL(12,2)) >= 0 AND CAST([Granted] AS DECIMAL(12,2)) <= CAST([Asked] AS DECIMAL(12,2)))");
            table.HasCheckConstraint("CK_BenefitLines_Decided", "[State] = 'Asked' OR ([Decision] IS NOT NULL AND [Granted] IS NOT NULL AND [DecidedById] IS NOT NULL)");
            table.HasCheckConstraint("CK_BenefitLines_Held", "CAST([Committed] AS DECIMAL(12,2)) >= 0 AND CAST([Authorised] AS DECIMAL(12,2)) >= 0 AND CAST([Paid] AS DECIMAL(12,2)) >= 0 AND ROUND(CAST([Committed] AS DECIMAL(12,2)) + CAST([Authorised] AS DECIMAL(12,2)) + CAST([Paid] AS DECIMAL(12,2)), 2) <= CASE WHEN [Granted] IS NULL THEN 0 ELSE CAST([Granted] AS DECIMAL(12,2)) END");
            table.HasCheckConstraint("CK_BenefitLines_FourEyes", "[Benefit] <> 'Stipend' OR [FulfilledById] IS NULL OR [FulfilledById] <> [DecidedById]");
        });
        builder.Property(l => l.Details).HasMaxLength(BenefitLine.DetailsLength);
        builder.Property(l => l.Reason).HasMaxLength(SponsorshipRequest.ReasonLength);
        builder.Property(l => l.FulfilmentNote).HasMaxLength(BenefitLine.NoteLength);
        builder.Property(l => l.VoidReason).HasMaxLength(SponsorshipRequest.ReasonLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(l => l.DecidedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(l => l.FulfilledById);
        builder.HasOne<Budgets.Budget>().WithMany().HasForeignKey(l => l.BudgetId);
        builder.HasIndex(l => new { l.RequestId, l.Benefit }).IsUnique();
        // Who pays, publishes, hands out or packs: oldest first.
        builder.HasIndex(l => new { l.Benefit, l.State, l.AcceptedAt, l.Id });
    }
}

public sealed class RequestNoteMap : IEntityTypeConfiguration<RequestNote>
{
    public void Configure(EntityTypeBuilder<RequestNote> builder)
    {
        builder.ToTable("RequestNotes");
        builder.Property(n => n.Text).HasMaxLength(RequestNote.TextLength);
        builder.HasOne<SponsorshipRequest>().WithMany().HasForeignKey(n => n.RequestId);
        builder.HasOne<Person>().WithMany().HasForeignKey(n => n.AuthorId);
        builder.HasIndex(n => new { n.RequestId, n.Id });
    }
}

public sealed class SponsorshipReportMap : IEntityTypeConfiguration<SponsorshipReport>
{
    public void Configure(EntityTypeBuilder<SponsorshipReport> builder)
    {
        builder.ToTable("SponsorshipReports", table =>
        {
            table.HasCheckConstraint("CK_SponsorshipReports_Attendance", "[Attendance] BETWEEN 0 AND 100000");
            table.HasCheckConstraint("CK_SponsorshipReports_Spent", "CAST([Spent] AS DECIMAL(12,2)) BETWEEN 0 AND 100000");
        });
        builder.Property(r => r.WhatWorked).HasMaxLength(SponsorshipReport.TextLength);
        builder.Property(r => r.SpentOn).HasMaxLength(SponsorshipReport.SpentOnLength);
        builder.HasOne<Person>().WithMany().HasForeignKey(r => r.SubmittedById);
        builder.HasIndex(r => r.RequestId).IsUnique();
    }
}
