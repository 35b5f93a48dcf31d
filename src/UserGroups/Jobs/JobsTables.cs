using Microsoft.EntityFrameworkCore;
using UserGroups.Jobs;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<JobState> Jobs => Set<JobState>();
}
