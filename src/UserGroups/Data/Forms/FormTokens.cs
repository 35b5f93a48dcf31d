using Microsoft.EntityFrameworkCore;
using UserGroups.Shared;

namespace UserGroups.Data;

/// <summary>The same form sent twenty times has one effect, and all twenty see the same answer.</summary>
public sealed class FormTokens(AppDbContext db, TimeProvider time)
{
    /// <summary>How long a sent form is known again.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>
    /// Does the work once for each form, in one transaction with the note that it was done. Who sends the form again, also at the same
    /// moment, gets what the first one got. When the work throws nothing is noted and the form may be sent again.
    /// </summary>
    /// <param name="key">The key in the form; a form without one (<see cref="Guid.Empty"/>) is simply done.</param>
    /// <param name="personId">Who sends it.</param>
    /// <param name="work">Does it and returns the address of the answer.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<string> OnceAsync(Guid key, long personId, Func<CancellationToken, Task<string>> work, CancellationToken cancel = default)
    {
        if (key == Guid.Empty)
            return await db.InTransactionAsync(work, cancel);
        try
        {
            return await db.InTransactionAsync(token => DoAsync(key, personId, work, token), cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            // Two nodes at the same moment: the other one's row was first, and reading it waits for no one now.
            db.ChangeTracker.Clear();
            if (await ResultAsync(key, personId, cancel) is string done)
                return done;
            throw;
        }
    }

    private async Task<string> DoAsync(Guid key, long personId, Func<CancellationToken, Task<string>> work, CancellationToken cancel)
    {
        if (await ResultAsync(key, personId, cancel) is string done)
            return done;
        // Written first: on SQL Server a second one waits here until this transaction has ended.
        var form = new FormToken(key, personId, time.Now());
        db.FormTokens.Add(form);
        await db.SaveChangesAsync(cancel);
        var result = await work(cancel);
        // The work may have cleared what is tracked.
        await db.FormTokens.Where(t => t.Key == key && t.PersonId == personId).ExecuteUpdateAsync(set => set.SetProperty(t => t.Result, result), cancel);
        db.Entry(form).State = EntityState.Detached;
        return result;
    }

    private Task<string?> ResultAsync(Guid key, long personId, CancellationToken cancel) =>
        db.FormTokens.AsNoTracking().Where(t => t.Key == key && t.PersonId == personId && t.Result != "").Select(t => t.Result).SingleOrDefaultAsync(cancel)!;
}
