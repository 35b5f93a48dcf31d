using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>
/// What the vendor's staff decide about a group. Every call names the version the reviewer saw: of two deciders one wins, the other gets a
/// <see cref="DbUpdateConcurrencyException"/> and reads who was faster.
/// </summary>
public sealed class DecisionService(AppDbContext db, PostOffice post, SiteAddress site, TimeProvider time)
{
    /// <summary>Sets the ticks; those that say what they said before stay as they are.</summary>
    public Task TickAsync(long deciderId, long chapterId, int seenVersion, IReadOnlyList<Tick> ticks, CancellationToken cancel = default) =>
        DoAsync(
            chapterId, seenVersion,
            chapter =>
            {
                Set(chapter, deciderId, ticks);
                return Task.CompletedTask;
            },
            cancel,
            // Pressed twice: they are set just so.
            already: chapter => ticks.All(t => chapter.Criteria.Single(c => c.Key == t.Key).Says(t)));

    /// <param name="ticks">The ticks on the decider's page, saved with the decision; what is not named stays as it is.</param>
    public Task RequestChangesAsync(long deciderId, long chapterId, int seenVersion, string? reason, IReadOnlyList<Tick>? ticks = null, CancellationToken cancel = default) =>
        DoAsync(
            chapterId, seenVersion,
            async chapter =>
            {
                Set(chapter, deciderId, ticks);
                chapter.RequestChanges(deciderId, reason, time.Now());
                Write(chapter, deciderId, ChapterStep.RequestChanges);
                var to = await db.People.Where(p => p.Id == chapter.AppliedById && p.DeletedAt == null).SingleOrDefaultAsync(cancel);
                if (to is not null)
                    post.Send(new ChangesRequested(to.Email!, to.Name, site, chapter.Id, chapter.Name, chapter.DecisionReason!));
            },
            cancel);

    public Task ApproveAsync(long deciderId, long chapterId, int seenVersion, string? reason, IReadOnlyList<Tick>? ticks = null, CancellationToken cancel = default) =>
        DoAsync(
            chapterId, seenVersion,
            chapter =>
            {
                Set(chapter, deciderId, ticks);
                chapter.Approve(deciderId, reason, time.Now());
                Write(chapter, deciderId, ChapterStep.Approve);
                return TellAsync(chapter, r => new ApplicationApproved(r.Email, r.Name, site, chapter.Slug, chapter.Name), cancel);
            },
            cancel);

    public Task DeclineAsync(long deciderId, long chapterId, int seenVersion, string? reason, IReadOnlyList<Tick>? ticks = null, CancellationToken cancel = default) =>
        DoAsync(
            chapterId, seenVersion,
            async chapter =>
            {
                Set(chapter, deciderId, ticks);
                chapter.Decline(deciderId, reason, time.Now());
                Write(chapter, deciderId, ChapterStep.Decline);
                foreach (var invitation in await db.OrganizerInvitations.Where(i => i.ChapterId == chapterId && i.EndedAt == null).ToListAsync(cancel))
                    invitation.Withdraw(time.Now());
                await TellAsync(chapter, r => new ApplicationDeclined(r.Email, r.Name, site, chapter.Id, chapter.Name, chapter.DecisionReason!), cancel);
            },
            cancel);

    public Task RetireAsync(long deciderId, long chapterId, int seenVersion, string? reason, CancellationToken cancel = default) =>
        DoAsync(
            chapterId, seenVersion,
            chapter =>
            {
                chapter.Retire(deciderId, reason, time.Now());
                Write(chapter, deciderId, ChapterStep.Retire);
                return TellAsync(chapter, r => new ChapterRetired(r.Email, r.Name, site, chapter.Slug, chapter.Name, chapter.DecisionReason!), cancel);
            },
            cancel);

    private Task DoAsync(long chapterId, int seenVersion, Func<Chapter, Task> act, CancellationToken cancel, Func<Chapter, bool>? already = null) =>
        db.InTransactionAsync(
            async token =>
            {
                var chapter = await db.Chapters.Include(c => c.Criteria).Include(c => c.Organizers).SingleAsync(c => c.Id == chapterId, token);
                if (already?.Invoke(chapter) == true)
                    return;
                if (chapter.Version != seenVersion)
                    throw new DbUpdateConcurrencyException($"{chapter.Name} was changed while you were looking at it.");
                await act(chapter);
                await db.SaveChangesAsync(token);
            },
            cancel);

    private void Set(Chapter chapter, long deciderId, IReadOnlyList<Tick>? ticks)
    {
        if (ticks is null or [])
            return;
        var now = time.Now();
        var changed = chapter.Judge(deciderId, ticks, now);
        if (changed.Count > 0)
            db.History.Add(new HistoryEntry(now, deciderId, "chapter.criteria", chapter, changed.ToDictionary(t => t.Key.ToString(), t => t.Met)));
    }

    private void Write(Chapter chapter, long deciderId, ChapterStep step) => db.History.Add(new HistoryEntry(
        time.Now(), deciderId, ChapterFlow.Table.First(t => t.Step == step).Action, chapter,
        step == ChapterStep.Approve && chapter.Criteria.Any(c => c.Met is not true) ? new { Override = true } : null, chapter.DecisionReason));

    private async Task TellAsync(Chapter chapter, Func<Receiver, Letter> letter, CancellationToken cancel)
    {
        foreach (var receiver in await db.OrganizersOfAsync(chapter.Id, cancel))
            post.Send(letter(receiver));
    }
}
