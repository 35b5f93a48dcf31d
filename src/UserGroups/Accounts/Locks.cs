using Microsoft.EntityFrameworkCore;
using UserGroups.Data;

namespace UserGroups.Accounts;

/// <summary>
/// Five wrong passwords or codes lock an account for five minutes. An attempt is counted before it is tried, by one conditional update,
/// so that no more than five are ever tried, however many come at the same moment.
/// </summary>
public static class Locks
{
    public const int Most = 5;
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan LetterPause = TimeSpan.FromDays(1);

    /// <summary>Takes one of the five attempts. False when the account is locked (or does not exist).</summary>
    public static async Task<bool> TakeAttemptAsync(this AppDbContext db, IQueryable<Person> person, DateTime now, CancellationToken cancel)
    {
        DateTime? until = now + Duration;
        return await person.Where(p => p.LockedUntil == null || p.LockedUntil <= now).ExecuteUpdateAsync(
            set => set
                .SetProperty(p => p.LockedUntil, p => (p.LockedUntil == null ? p.AccessFailedCount : 0) + 1 >= Most ? until : null)
                .SetProperty(p => p.AccessFailedCount, p => (p.LockedUntil == null ? p.AccessFailedCount : 0) + 1),
            cancel) == 1;
    }

    /// <summary>The password was right but a code is still to come: only this attempt is given back, or a known password would buy endless codes.</summary>
    public static Task GiveAttemptBackAsync(this AppDbContext db, long personId, CancellationToken cancel) =>
        db.People.Where(p => p.Id == personId && p.AccessFailedCount > 0).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.AccessFailedCount, p => p.AccessFailedCount - 1).SetProperty(p => p.LockedUntil, (DateTime?)null), cancel);

    /// <summary>The person is in: count from zero again.</summary>
    public static Task ForgetAttemptsAsync(this AppDbContext db, long personId, CancellationToken cancel) =>
        db.People.Where(p => p.Id == personId && (p.AccessFailedCount > 0 || p.LockedUntil != null)).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.AccessFailedCount, 0).SetProperty(p => p.LockedUntil, (DateTime?)null), cancel);

    /// <summary>True for the one caller who may write the day's letter about a lock.</summary>
    public static async Task<bool> TakeLockLetterAsync(this AppDbContext db, long personId, DateTime now, CancellationToken cancel)
    {
        var latest = now - LetterPause;
        return await db.People
            .Where(p => p.Id == personId && p.LockedUntil != null && p.LockedUntil > now && (p.LockLetterAt == null || p.LockLetterAt <= latest))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.LockLetterAt, now), cancel) == 1;
    }
}
