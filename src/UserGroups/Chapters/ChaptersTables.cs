using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<Chapter> Chapters => Set<Chapter>();
}
