using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>From "I want an account" to an account whose address is proven.</summary>
public sealed class SignUpService(AppDbContext db, Passwords passwords, SessionService sessions, PostOffice post, SiteAddress site, TimeProvider time, SecurityLog log)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    public const string WrongPassword = "This is not the password that was chosen at sign-up.";
    private const string Taken = "There is an account with this address by now. Sign in instead.";

    /// <summary>
    /// Sends a letter: to a new address the link, to a known one the news that somebody asked. The caller shows the same page for both,
    /// and both cost one hash and one write.
    /// </summary>
    /// <exception cref="RuleException">Name, address or password is refused.</exception>
    /// <exception cref="TooManyAttemptsException">Too many sign-ups for this address or from this network.</exception>
    public async Task AskAsync(string? name, string? email, string? password, VisitOrigin origin, string? returnPath = null, CancellationToken cancel = default)
    {
        var (checkedName, address) = Require(name, email, password);
        var hash = passwords.Hash(password!);
        var normalized = Person.Normalise(address);
        var now = time.Now();
        AttemptLimit[] limits = [new("sign-up", Person.MailboxOf(address), 5, TimeSpan.FromHours(1)), new("sign-up-network", origin.Network, 200, TimeSpan.FromHours(1))];
        var wait = await db.InTransactionAsync(
            async token =>
            {
                if (await db.CountAsync(now, limits, token) is TimeSpan tooMany)
                    return (TimeSpan?)tooMany;
                var known = await db.People.AsNoTracking().Where(p => p.NormalizedEmail == normalized).Select(p => new { p.Email, p.Name }).SingleOrDefaultAsync(token);
                var link = Token.New();
                db.OneTimeLinks.Add(new OneTimeLink(LinkPurpose.SignUp, known is null ? link.Hash : Token.New().Hash, now, Lifetime)
                {
                    // For a known address the row leads nowhere; it is written so that both answers take the same time.
                    SignUp = known is null ? new PendingSignUp(checkedName, address, hash, now) : null,
                });
                post.Send(known is null ? new ConfirmAddress(address, checkedName, site, link.Text, returnPath) : new AddressKnown(known.Email!, known.Name, site, returnPath));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancel);
        if (wait is TimeSpan retryAfter)
            throw new TooManyAttemptsException(retryAfter);
    }

    /// <summary>Asks, and does nothing: could these make an account?</summary>
    /// <exception cref="RuleException">Names every field that is refused.</exception>
    public TypedAccount Require(string? name, string? email, string? password) => TypedAccount.Of(name, email, password, site.Name);

    /// <summary>The sign-up a link belongs to, while the link works.</summary>
    public Task<PendingSignUp?> FindAsync(string token, CancellationToken cancel = default) =>
        db.OneTimeLinks.AsNoTracking().Open(LinkPurpose.SignUp, token, time.Now()).Where(l => l.SignUp != null).Select(l => l.SignUp).SingleOrDefaultAsync(cancel);

    /// <summary>Makes the account and signs in. The password is asked for again: who merely opens the letter gets nothing.</summary>
    /// <exception cref="RuleException">The link is gone, the password is not the chosen one, or the address was taken meanwhile.</exception>
    public async Task<OpenedSession> ConfirmAsync(string token, string? password, VisitOrigin origin, long? before, CancellationToken cancel = default)
    {
        var now = time.Now();
        await CountTriesAsync(token, now, cancel);
        var pending = await FindAsync(token, cancel) ?? throw new RuleException(OneTimeLinks.Gone);
        if (passwords.Check(pending.PasswordHash, password) == PasswordCheck.Wrong)
        {
            log.AuthenticationFailed(null, log.MarkOf(Person.Normalise(pending.Email)), nameof(ProofWay.Password), "Wrong", origin.Network, origin.Request);
            throw new RuleException(WrongPassword, "Password");
        }

        return await MakeAsync(LinkPurpose.SignUp, token, pending.Name, pending.Email, pending.PasswordHash, origin, before, cancel);
    }

    /// <summary>Makes the account of somebody whose letter proves the address, with every role that waits for it.</summary>
    /// <exception cref="RuleException">The link is gone, or the address was taken meanwhile.</exception>
    public async Task<OpenedSession> MakeAsync(
        LinkPurpose purpose, string token, string name, string email, string passwordHash, VisitOrigin origin, long? before, CancellationToken cancel = default)
    {
        var now = time.Now();
        try
        {
            return await db.InTransactionAsync(
                async inside =>
                {
                    await db.UseUpAsync(purpose, token, now, inside);
                    var person = new Person(name, email, now);
                    person.SetPassword(passwordHash);
                    db.People.Add(person);
                    db.History.Add(new HistoryEntry(now, null, "account.made", person, new { By = purpose.ToString() }));
                    await GrantWaitingRolesAsync(person, now, inside);
                    var opened = await sessions.OpenAsync(person, SessionOpening.Password, origin, before, inside);
                    await db.SaveChangesAsync(inside);
                    return opened;
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new RuleException(Taken);
        }
    }

    private async Task GrantWaitingRolesAsync(Person person, DateTime now, CancellationToken cancel)
    {
        var open = await db.Invitations.Where(i => i.NormalizedEmail == person.NormalizedEmail && i.EndedAt == null && db.OneTimeLinks.Any(l => l.InvitationId == i.Id && l.ExpiresAt > now)).OrderBy(i => i.Id).ToListAsync(cancel);
        foreach (var invitation in open)
        {
            invitation.End(now);
            var grant = new RoleGrant(person, invitation.Role, invitation.Region, now);
            db.RoleGrants.Add(grant);
            db.History.Add(new HistoryEntry(now, null, "role.granted", grant, new { Role = grant.Role.ToString(), grant.Region, By = "invitation" }));
        }
    }

    // Whoever holds the link may guess the password ten times an hour.
    private async Task CountTriesAsync(string token, DateTime now, CancellationToken cancel)
    {
        AttemptLimit[] limits = [new("confirm", Token.HashOf(token), 10, TimeSpan.FromHours(1))];
        if (await db.InTransactionAsync(inside => db.CountAsync(now, limits, inside), cancel) is TimeSpan wait)
            throw new TooManyAttemptsException(wait);
    }
}
