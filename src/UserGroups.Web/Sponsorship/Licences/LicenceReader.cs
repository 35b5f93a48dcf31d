using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Sponsorship;

/// <summary>Counts what waits for those who hand out licences.</summary>
public sealed class LicenceReader(AppDbContext db)
{
    public Task<WaitingFacts> WaitingAsync(Viewer viewer, DateTime now, CancellationToken cancel) =>
        db.BenefitLines.AsNoTracking().InRegionsOf(viewer, StaffRole.CommunityManager, StaffRole.Fulfilment).Granted(Benefit.Licence)
            .Select(l => new WaitingThing { Since = l.AcceptedAt, DueAt = null }).FactsAsync(now, cancel);
}
