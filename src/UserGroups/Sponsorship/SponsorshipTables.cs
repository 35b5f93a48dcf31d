using Microsoft.EntityFrameworkCore;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<SponsorshipRequest> SponsorshipRequests => Set<SponsorshipRequest>();

    public DbSet<BenefitLine> BenefitLines => Set<BenefitLine>();

    public DbSet<RequestNote> RequestNotes => Set<RequestNote>();

    public DbSet<SponsorshipReport> SponsorshipReports => Set<SponsorshipReport>();

    public DbSet<ReferenceCounter> ReferenceCounters => Set<ReferenceCounter>();

    public DbSet<Budget> Budgets => Set<Budget>();
}
