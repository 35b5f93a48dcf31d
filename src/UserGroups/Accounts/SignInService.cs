using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Accounts;

/// <summary>Opens a session for who shows the password, and the second factor when there is one.</summary>
public sealed class SignInService(
    AppDbContext db, Passwords passwords, SecondFactorService factors, SessionService sessions, PostOffice post, SiteAddress site, TimeProvider time, SecurityLog log)
{
    /// <summary>The one answer to everything that is not right: unknown, wrong, locked, not confirmed.</summary>
    public const string Failed = "That did not work. Check address and password; after five wrong tries an account rests for five minutes.";

    public const string FailedCode = "That code did not work. Each code works once; after five wrong tries an account rests for five minutes.";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <exception cref="RuleException">Not signed in; the sentence is the same for every reason.</exception>
    /// <exception cref="TooManyAttemptsException">Too many attempts for this address or from this network.</exception>
    public async Task<OpenedSession> OpenAsync(string? email, string? password, VisitOrigin origin, long? before, CancellationToken cancel = default)
    {
        var normalized = Person.Normalise(email);
        var now = time.Now();
        AttemptLimit[] limits = [new("sign-in", normalized, 20, Window), new("sign-in-network", origin.Network, 200, Window)];
        var (wait, taken) = await db.InTransactionAsync(
            async token => (await db.CountAsync(now, limits, token), await db.TakeAttemptAsync(Owner(normalized), now, token)), cancel);
        if (wait is TimeSpan retryAfter)
        {
            log.AuthenticationFailed(null, log.MarkOf(normalized), nameof(SessionOpening.Password), "TooOften", origin.Network, origin.Request);
            throw new TooManyAttemptsException(retryAfter);
        }

        var person = await Owner(normalized).AsNoTracking().Select(p => new { p.Id, p.PasswordHash }).SingleOrDefaultAsync(cancel);
        // Always one hash, and outside the transaction: it costs more than everything else here together.
        var check = passwords.Check(person?.PasswordHash, password);
        if (check == PasswordCheck.Wrong || !taken || person is null)
        {
            LogFailure(person?.Id, person is null ? log.MarkOf(normalized) : null, taken, origin);
            if (person is not null)
                await TellOfLockAsync(person.Id, origin, cancel);
            throw new RuleException(Failed);
        }

        var better = check == PasswordCheck.RightButOldHash ? passwords.Hash(password!) : null;
        return await db.InTransactionAsync(token => LetInAsync(person.Id, person.PasswordHash!, better, limits, origin, before, token), cancel);
    }

    /// <summary>Turns the half-open session into a whole one.</summary>
    /// <exception cref="RuleException">The code is wrong, was used before, or the account rests.</exception>
    public async Task<OpenedSession> CompleteAsync(CurrentSession half, string? code, bool isRecoveryCode, VisitOrigin origin, CancellationToken cancel = default)
    {
        await factors.TakeAsync(half.PersonId, code, isRecoveryCode, origin, cancel);
        return await CompleteAsync(half, isRecoveryCode ? SessionOpening.PasswordAndRecoveryCode : SessionOpening.PasswordAndCode, origin, cancel);
    }

    /// <summary>The same after the caller has checked the factor (a passkey).</summary>
    public Task<OpenedSession> CompleteAsync(CurrentSession half, SessionOpening opening, VisitOrigin origin, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                // A half-open session becomes one whole session, however often the button is pressed.
                if (await db.Sessions.Where(s => s.Id == half.Id && s.AwaitsSecondFactor).ExecuteDeleteAsync(token) == 0)
                    throw new RuleException(FailedCode);
                var person = await db.People.SingleAsync(p => p.Id == half.PersonId && p.DeletedAt == null, token);
                await db.ForgetAttemptsAsync(person.Id, token);
                var opened = await sessions.OpenAsync(person, opening, origin, null, token);
                await db.SaveChangesAsync(token);
                return opened;
            },
            cancel);

    /// <summary>Opens a session for who showed a passkey that verified its holder.</summary>
    public Task<OpenedSession> OpenWithPasskeyAsync(long personId, VisitOrigin origin, long? before, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var person = await db.People.SingleOrDefaultAsync(p => p.Id == personId && p.DeletedAt == null, token) ?? throw new RuleException(Failed);
                await db.ForgetAttemptsAsync(person.Id, token);
                var opened = await sessions.OpenAsync(person, SessionOpening.Passkey, origin, before, token);
                await db.SaveChangesAsync(token);
                return opened;
            },
            cancel);

    /// <summary>Checks the password of somebody who is signed in. Counts towards the lock like any other try.</summary>
    /// <param name="personId">Who is signed in.</param>
    /// <param name="password">As typed now.</param>
    /// <param name="origin">For the letter about a lock.</param>
    /// <param name="wanted">The password it is to become: who pressed twice has it already.</param>
    /// <param name="field">Where it was typed.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>False when it is the wanted one already.</returns>
    /// <exception cref="RuleException">Wrong, or the account rests.</exception>
    public async Task<bool> CheckPasswordAsync(long personId, string? password, VisitOrigin origin, string? wanted = null, string field = "Password", CancellationToken cancel = default)
    {
        var now = time.Now();
        var taken = await db.InTransactionAsync(token => db.TakeAttemptAsync(db.People.Where(p => p.Id == personId), now, token), cancel);
        var hash = await db.People.Where(p => p.Id == personId).Select(p => p.PasswordHash).SingleAsync(cancel);
        var isRight = passwords.Check(hash, password) != PasswordCheck.Wrong;
        if ((!isRight && (wanted is null || passwords.Check(hash, wanted) == PasswordCheck.Wrong)) || !taken)
        {
            LogFailure(personId, null, taken, origin);
            await TellOfLockAsync(personId, origin, cancel);
            throw new RuleException("This is not your password.", field);
        }

        await db.InTransactionAsync(token => db.ForgetAttemptsAsync(personId, token), cancel);
        return isRight;
    }

    private void LogFailure(long? personId, string? addressMark, bool taken, VisitOrigin origin) =>
        log.AuthenticationFailed(personId, addressMark, nameof(SessionOpening.Password), personId is null ? "Unknown" : taken ? "Wrong" : "Resting", origin.Network, origin.Request);

    private IQueryable<Person> Owner(string normalized) => db.People.Where(p => p.NormalizedEmail == normalized && p.DeletedAt == null);

    private async Task<OpenedSession> LetInAsync(
        long personId, string checkedHash, string? better, AttemptLimit[] limits, VisitOrigin origin, long? before, CancellationToken cancel)
    {
        var needsFactor = await db.Authenticators.AnyAsync(a => a.PersonId == personId, cancel);
        if (needsFactor)
            await db.GiveAttemptBackAsync(personId, cancel);
        else
            await db.ForgetAttemptsAsync(personId, cancel);
        await db.GiveBackAsync(limits, cancel);
        // The password may have been changed while the old one was being checked.
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == personId && p.PasswordHash == checkedHash, cancel) ?? throw new RuleException(Failed);
        if (better is not null)
            person.StoreHash(better);
        var opened = needsFactor
            ? await sessions.AwaitSecondFactorAsync(person, origin, before, cancel)
            : await sessions.OpenAsync(person, SessionOpening.Password, origin, before, cancel);
        await db.SaveChangesAsync(cancel);
        return opened;
    }

    private async Task TellOfLockAsync(long personId, VisitOrigin origin, CancellationToken cancel)
    {
        var now = time.Now();
        var locked = await db.People.AnyAsync(p => p.Id == personId && p.LockedUntil != null && p.LockedUntil > now && (p.LockLetterAt == null || p.LockLetterAt <= now - Locks.LetterPause), cancel);
        if (!locked)
            return;
        await db.InTransactionAsync(
            async token =>
            {
                if (!await db.TakeLockLetterAsync(personId, now, token))
                    return;
                var person = await db.People.SingleAsync(p => p.Id == personId, token);
                post.Send(new AccountLocked(person.Email!, person.Name, site, origin));
                db.History.Add(new HistoryEntry(now, null, "account.locked", person));
                await db.SaveChangesAsync(token);
            },
            cancel);
    }
}
