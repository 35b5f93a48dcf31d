using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>Moves an account to another address once the old and the new one have both said yes.</summary>
public sealed class AddressService(AppDbContext db, PostOffice post, SiteAddress site, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private const string Taken = "Another account has this address by now, so the account stays where it is.";

    /// <summary>Asks both addresses. A change that was waiting is replaced. An address that has an account gets no letter, and the page does not tell.</summary>
    /// <exception cref="RuleException">Not an address, or the one the account has.</exception>
    public async Task AskAsync(long personId, string? newEmail, CancellationToken cancel = default)
    {
        var address = Person.CheckedEmail(newEmail);
        var now = time.Now();
        AttemptLimit[] limits = [new("address", personId.ToString(System.Globalization.CultureInfo.InvariantCulture), 5, TimeSpan.FromHours(1))];
        var wait = await db.InTransactionAsync(
            async token =>
            {
                if (await db.CountAsync(now, limits, token) is TimeSpan tooMany)
                    return (TimeSpan?)tooMany;
                var person = await db.People.SingleAsync(p => p.Id == personId, token);
                if (person.NormalizedEmail == Person.Normalise(address))
                    throw new RuleException("This is the address the account has already.", "Email");
                await EndOpenAsync(personId, now, token);
                var change = new AddressChange(person, address, now, Lifetime);
                var (oldLink, newLink) = (Token.New(), Token.New());
                db.OneTimeLinks.Add(new OneTimeLink(LinkPurpose.OldAddress, oldLink.Hash, now, Lifetime) { AddressChange = change });
                db.OneTimeLinks.Add(new OneTimeLink(LinkPurpose.NewAddress, newLink.Hash, now, Lifetime) { AddressChange = change });
                post.Send(new AgreeToMove(person.Email!, person.Name, site, address, oldLink.Text));
                // Counted for the stranger too: many accounts together must not fill one mailbox. Over the limit the page says the same, the letter stays out.
                var isFull = await db.CountAsync(now, [new("address-letter", Person.MailboxOf(address), 5, TimeSpan.FromHours(1))], token) is not null;
                if (!isFull && !await db.People.AnyAsync(p => p.NormalizedEmail == Person.Normalise(address), token))
                    post.Send(new ConfirmNewAddress(address, person.Name, site, newLink.Text));
                db.History.Add(new HistoryEntry(now, personId, "address.asked", change));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancel);
        if (wait is TimeSpan retryAfter)
            throw new TooManyAttemptsException(retryAfter);
    }

    /// <summary>The change that waits, or null.</summary>
    public Task<AddressChange?> PendingAsync(long personId, CancellationToken cancel = default)
    {
        var now = time.Now();
        return db.AddressChanges.AsNoTracking().SingleOrDefaultAsync(c => c.PersonId == personId && c.EndedAt == null && c.ExpiresAt > now, cancel);
    }

    /// <summary>The change a link belongs to and which end it speaks for, while the link works.</summary>
    public Task<OneTimeLink?> FindAsync(string token, CancellationToken cancel = default)
    {
        var (now, hash) = (time.Now(), Token.HashOf(token));
        return db.OneTimeLinks.AsNoTracking().Include(l => l.AddressChange)
            .Where(l => l.TokenHash == hash && (l.Purpose == LinkPurpose.OldAddress || l.Purpose == LinkPurpose.NewAddress) && l.UsedAt == null && l.ExpiresAt > now && l.AddressChange!.EndedAt == null)
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>One end says yes; when it is the second, the account moves and hears of it at its old address.</summary>
    /// <returns>True when the account has moved.</returns>
    /// <exception cref="RuleException">The link is gone, or another account took the address.</exception>
    public async Task<bool> ConfirmAsync(string token, CancellationToken cancel = default)
    {
        var link = await FindAsync(token, cancel) ?? throw new RuleException(OneTimeLinks.Gone);
        var now = time.Now();
        try
        {
            return await db.InTransactionAsync(
                async inside =>
                {
                    await db.UseUpAsync(link.Purpose, token, now, inside);
                    var change = await db.AddressChanges.Include(c => c.Person).SingleAsync(c => c.Id == link.AddressChangeId, inside);
                    change.Confirm(link.Purpose, now);
                    if (change.IsAgreed)
                        Move(change, now);
                    await db.SaveChangesAsync(inside);
                    return change.IsAgreed;
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new RuleException(Taken);
        }
    }

    /// <summary>Forgets the waiting change; its links stop working.</summary>
    public Task CancelAsync(long personId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                if (await EndOpenAsync(personId, time.Now(), token))
                    await db.SaveChangesAsync(token);
            },
            cancel);

    private void Move(AddressChange change, DateTime now)
    {
        var person = change.Person;
        change.End(now);
        person.MoveTo(change.NewEmail);
        post.Send(new AddressMoved(change.OldEmail, person.Name, site, change.NewEmail));
        db.History.Add(new HistoryEntry(now, person.Id, "address.moved", change));
    }

    private async Task<bool> EndOpenAsync(long personId, DateTime now, CancellationToken cancel)
    {
        var open = await db.AddressChanges.SingleOrDefaultAsync(c => c.PersonId == personId && c.EndedAt == null, cancel);
        if (open is null)
            return false;
        open.End(now);
        db.History.Add(new HistoryEntry(now, personId, "address.cancelled", open));
        // Saved at once, because the index allows one open change and the new one follows in the same transaction.
        await db.SaveChangesAsync(cancel);
        return true;
    }
}
