using Microsoft.EntityFrameworkCore;
using UserGroups.Sponsorship.Licences;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<LicenceKey> LicenceKeys => Set<LicenceKey>();
}
