using Microsoft.EntityFrameworkCore;
using UserGroups.Sponsorship.Promotion;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<BlogPost> BlogPosts => Set<BlogPost>();
}
