using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;

namespace UserGroups.Web.Sponsorship;

/// <summary>Counts what waits for those who hand out licences.</summary>
public sealed class LicenceReader(AppDbContext db)
{
    public Task<int> WaitingAsync(Viewer viewer, CancellationToken cancel) =>
        db.BenefitLines.AsNoTracking().InRegionsOf(viewer, StaffRole.CommunityManager, StaffRole.Fulfilment).Granted(Benefit.Licence).CountAsync(cancel);
}
