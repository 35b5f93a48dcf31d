using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>New passwords: by a mailed link for who forgot the old one, or by who is signed in.</summary>
public sealed class PasswordService(AppDbContext db, Passwords passwords, SignInService signIns, PostOffice post, SiteAddress site, TimeProvider time)
{
    private const string TheSame = "This is your password already. Choose another one.";

    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    /// <summary>Sends the link when there is such an account. The caller says the same either way, and both cost one write.</summary>
    /// <exception cref="RuleException">Not an address.</exception>
    /// <exception cref="TooManyAttemptsException">Too many for this address or network.</exception>
    public async Task AskAsync(string? email, VisitOrigin origin, CancellationToken cancel = default)
    {
        var normalized = Person.Normalise(Person.CheckedEmail(email));
        var now = time.Now();
        AttemptLimit[] limits = [new("reset", Person.MailboxOf(normalized), 5, TimeSpan.FromHours(1)), new("reset-network", origin.Network, 100, TimeSpan.FromHours(1))];
        var wait = await db.InTransactionAsync(
            async token =>
            {
                if (await db.CountAsync(now, limits, token) is TimeSpan tooMany)
                    return (TimeSpan?)tooMany;
                var person = await db.People.SingleOrDefaultAsync(p => p.NormalizedEmail == normalized && p.DeletedAt == null, token);
                var link = Token.New();
                // Without an account the row leads nowhere; it is written so that both answers take the same time.
                db.OneTimeLinks.Add(new OneTimeLink(LinkPurpose.PasswordReset, link.Hash, now, ResetLifetime) { Person = person });
                if (person is not null)
                    post.Send(new ChooseNewPassword(person.Email!, person.Name, site, link.Text));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancel);
        if (wait is TimeSpan retryAfter)
            throw new TooManyAttemptsException(retryAfter);
    }

    /// <summary>Whose password a link renews, while the link works.</summary>
    public Task<Person?> FindAsync(string token, CancellationToken cancel = default) =>
        db.OneTimeLinks.AsNoTracking().Open(LinkPurpose.PasswordReset, token, time.Now()).Where(l => l.Person!.DeletedAt == null).Select(l => l.Person).SingleOrDefaultAsync(cancel);

    /// <summary>Sets the password by a link; every session ends, every other reset link of the account too.</summary>
    /// <exception cref="RuleException">The link is gone or the password is refused.</exception>
    public async Task ResetAsync(string token, string? password, VisitOrigin origin, CancellationToken cancel = default)
    {
        var found = await FindAsync(token, cancel) ?? throw new RuleException(OneTimeLinks.Gone);
        PasswordRules.Check(password, [found.Name, found.Email!, site.Name], "NewPassword");
        if (passwords.Check(found.PasswordHash, password) != PasswordCheck.Wrong)
            throw new RuleException(TheSame, "NewPassword");
        var hash = passwords.Hash(password!);
        var now = time.Now();
        await db.InTransactionAsync(
            async inside =>
            {
                await db.UseUpAsync(LinkPurpose.PasswordReset, token, now, inside);
                await db.OneTimeLinks.Where(l => l.PersonId == found.Id && l.Purpose == LinkPurpose.PasswordReset && l.UsedAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now), inside);
                await db.ForgetAttemptsAsync(found.Id, inside);
                var person = await db.People.SingleAsync(p => p.Id == found.Id, inside);
                await SetAsync(person, hash, except: null, origin, now, inside);
            },
            cancel);
    }

    /// <summary>Sets the password of who is signed in and knows the one so far (ASVS 5.0, 6.2.3); every other session ends.</summary>
    /// <exception cref="RuleException">The new password is refused, or the one so far is wrong.</exception>
    public async Task ChangeAsync(long personId, long sessionId, string? current, string? password, VisitOrigin origin, CancellationToken cancel = default)
    {
        var known = await db.People.AsNoTracking().SingleAsync(p => p.Id == personId, cancel);
        Require(known.Name, known.Email, password);
        if (!await signIns.CheckPasswordAsync(personId, current, origin, password, "CurrentPassword", cancel))
            return;
        if (string.Equals(current, password, StringComparison.Ordinal))
            throw new RuleException(TheSame, "NewPassword");
        var hash = passwords.Hash(password!);
        await db.InTransactionAsync(
            async inside =>
            {
                var person = await db.People.SingleAsync(p => p.Id == personId, inside);
                await SetAsync(person, hash, sessionId, origin, time.Now(), inside);
            },
            cancel);
    }

    /// <summary>Asks, and does nothing: may this be the new password of this person?</summary>
    /// <exception cref="RuleException">It is refused; the sentence says why.</exception>
    public void Require(string name, string? email, string? password) => PasswordRules.Check(password, [name, email ?? "", site.Name], "NewPassword");

    private async Task SetAsync(Person person, string hash, long? except, VisitOrigin origin, DateTime now, CancellationToken cancel)
    {
        person.SetPassword(hash);
        await db.Sessions.Where(s => s.PersonId == person.Id && s.Id != except).ExecuteDeleteAsync(cancel);
        if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == except, cancel) is Session mine)
            mine.GoOnUnder(person);
        post.Send(new SecurityChanged(person.Email!, person.Name, site, SecurityChange.PasswordChanged, origin, now));
        db.History.Add(new HistoryEntry(now, person.Id, "security.changed", person, new { Change = nameof(SecurityChange.PasswordChanged) }));
        await db.SaveChangesAsync(cancel);
    }
}
