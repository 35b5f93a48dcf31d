using Microsoft.EntityFrameworkCore;
using UserGroups.Announcements;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<Announcement> Announcements => Set<Announcement>();

    public DbSet<Delivery> Deliveries => Set<Delivery>();

    public DbSet<Consent> Consents => Set<Consent>();
}
