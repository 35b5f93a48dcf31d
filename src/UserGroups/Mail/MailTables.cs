using Microsoft.EntityFrameworkCore;
using UserGroups.Mail;
using UserGroups.Mail.Dispatch;
using UserGroups.Mail.Inbound;

namespace UserGroups.Data;

public abstract partial class AppDbContext
{
    public DbSet<OutboxMessage> Outbox => Set<OutboxMessage>();

    public DbSet<SuppressedAddress> SuppressedAddresses => Set<SuppressedAddress>();

    /// <summary>One line: whether mail goes out, and if not, why.</summary>
    public DbSet<MailStanding> MailStandings => Set<MailStanding>();

    public DbSet<InboundReport> InboundReports => Set<InboundReport>();

    public DbSet<InboundFact> InboundFacts => Set<InboundFact>();
}
