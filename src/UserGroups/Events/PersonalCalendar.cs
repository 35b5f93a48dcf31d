using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Events;

/// <summary>The secret address under which a calendar program reads one person's seats. One per person; a new one ends the old.</summary>
public sealed class PersonalCalendar
{
    private PersonalCalendar()
    {
    }

    public PersonalCalendar(long personId) => PersonId = personId;

    public long Id { get; private set; }

    public long PersonId { get; private set; }

    public string TokenHash { get; private set; } = "";

    public DateTime MadeAt { get; private set; }

    public int Version { get; private set; }

    public void Renew(string tokenHash, DateTime now)
    {
        (TokenHash, MadeAt) = (tokenHash, now);
        Version++;
    }
}

public sealed class PersonalCalendarMap : IEntityTypeConfiguration<PersonalCalendar>
{
    public void Configure(EntityTypeBuilder<PersonalCalendar> builder)
    {
        builder.ToTable("PersonalCalendars");
        builder.Property(c => c.TokenHash).HasMaxLength(64);
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
        builder.HasIndex(c => c.PersonId).IsUnique();
        builder.HasIndex(c => c.TokenHash).IsUnique();
    }
}

/// <summary>Makes and finds the secret addresses; only their hash is stored, so an address is shown once.</summary>
public sealed class PersonalCalendarService(AppDbContext db, TimeProvider time)
{
    /// <returns>The token of the new address.</returns>
    public Task<string> RenewAsync(long personId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var calendar = await db.PersonalCalendars.SingleOrDefaultAsync(c => c.PersonId == personId, token);
                if (calendar is null)
                    db.PersonalCalendars.Add(calendar = new PersonalCalendar(personId));
                var made = Token.New();
                calendar.Renew(made.Hash, time.Now());
                await db.SaveChangesAsync(token);
                return made.Text;
            },
            cancel);

    /// <summary>Whose calendar the address opens; null when it is none, or no longer.</summary>
    public Task<long?> OwnerAsync(string token, CancellationToken cancel = default)
    {
        var hash = Token.HashOf(token);
        return db.PersonalCalendars.AsNoTracking().Where(c => c.TokenHash == hash).Select(c => (long?)c.PersonId).SingleOrDefaultAsync(cancel);
    }
}
