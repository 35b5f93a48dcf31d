using Microsoft.EntityFrameworkCore;
using UserGroups.Sponsorship.Stipends;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<Payment> Payments => Set<Payment>();
}
