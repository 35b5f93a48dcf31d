using Microsoft.EntityFrameworkCore;
using UserGroups.Mail;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();
}
