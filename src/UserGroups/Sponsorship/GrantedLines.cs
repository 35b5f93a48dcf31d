using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>What everybody who fulfils a line does first and last: take the line for themselves, and tell the organizers.</summary>
public sealed class GrantedLines(AppDbContext db, PostOffice post)
{
    /// <summary>
    /// The line with its request, chapter and event, locked until the open transaction ends: on SQL Server a second one waits here, on SQLite it waited for its
    /// turn to write. So what is read now is what is true when it is written.
    /// </summary>
    public async Task<BenefitLine> LockAsync(long lineId, Benefit benefit, CancellationToken cancel)
    {
        if (db.Database.CurrentTransaction is null)
            throw new InvalidOperationException("Lock a line inside a transaction; the lock ends with it.");
        await db.BenefitLines.Where(l => l.Id == lineId).ExecuteUpdateAsync(set => set.SetProperty(l => l.Version, l => l.Version), cancel);
        var line = await db.BenefitLines.Include(l => l.Request).ThenInclude(r => r.Chapter).Include(l => l.Request).ThenInclude(r => r.Event).SingleAsync(l => l.Id == lineId, cancel);
        return line.Benefit == benefit ? line : throw new RuleException($"This line is about {BenefitWords.Of(line.Benefit).ToLowerInvariant()}, not {BenefitWords.Of(benefit).ToLowerInvariant()}.");
    }

    /// <exception cref="RuleException">The line is not granted, or done.</exception>
    public static void RequireGranted(BenefitLine line)
    {
        if (line.State != LineState.Accepted)
            throw new RuleException($"The {BenefitWords.Of(line.Benefit).ToLowerInvariant()} is {RequestWords.Of(line.State).ToLowerInvariant()}; it cannot be fulfilled.");
    }

    /// <summary>A letter to lead and co-organizers; a test chapter writes to nobody.</summary>
    public async Task TellAsync(Chapter chapter, Func<Receiver, Letter> letter, CancellationToken cancel)
    {
        if (chapter.IsTest)
            return;
        foreach (var receiver in await db.OrganizersOfAsync(chapter.Id, cancel))
            post.Send(letter(receiver));
    }
}
