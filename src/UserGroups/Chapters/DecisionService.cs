using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>A tick as the reviewer set it.</summary>
public sealed record Tick(CriterionKey Key, bool? Met, string? Reason);

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
                if (chapter.State is not (ChapterState.Submitted or ChapterState.ChangesRequested))
                    throw new RuleException($"This group is {ChapterFlow.Word(chapter.State)}; its criteria were settled.");
                Concerned(chapter, deciderId);
                var now = time.Now();
                var changed = ticks.Where(t => chapter.Criteria.Single(c => c.Key == t.Key).Decide(t.Met, t.Reason, deciderId, now)).ToList();
                if (changed.Count > 0)
                    db.History.Add(new HistoryEntry(now, deciderId, "chapter.criteria", chapter, changed.ToDictionary(t => t.Key.ToString(), t => t.Met)));
                return Task.CompletedTask;
            },
            cancel);

    public Task RequestChangesAsync(long deciderId, long chapterId, int seenVersion, string? reason, CancellationToken cancel = default) =>
        DoAsync(
            chapterId, seenVersion,
            async chapter =>
            {
                chapter.RequestChanges(deciderId, reason, time.Now());
                Write(chapter, deciderId, ChapterStep.RequestChanges);
                var to = await db.People.Where(p => p.Id == chapter.AppliedById && p.DeletedAt == null).SingleOrDefaultAsync(cancel);
                if (to is not null)
                    post.Send(new ChangesRequested(to.Email!, to.Name, site, chapter.Id, chapter.Name, chapter.DecisionReason!));
            },
            cancel);

    public Task ApproveAsync(long deciderId, long chapterId, int seenVersion, string? reason, CancellationToken cancel = default) =>
        DoAsync(
            chapterId, seenVersion,
            chapter =>
            {
                chapter.Approve(deciderId, reason, time.Now());
                Write(chapter, deciderId, ChapterStep.Approve);
                return TellAsync(chapter, r => new ApplicationApproved(r.Email, r.Name, site, chapter.Slug, chapter.Name), cancel);
            },
            cancel);

    public Task DeclineAsync(long deciderId, long chapterId, int seenVersion, string? reason, CancellationToken cancel = default) =>
        DoAsync(
            chapterId, seenVersion,
            async chapter =>
            {
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

    private Task DoAsync(long chapterId, int seenVersion, Func<Chapter, Task> act, CancellationToken cancel) =>
        db.InTransactionAsync(
            async token =>
            {
                var chapter = await db.Chapters.Include(c => c.Criteria).Include(c => c.Organizers).SingleAsync(c => c.Id == chapterId, token);
                if (chapter.Version != seenVersion)
                    throw new DbUpdateConcurrencyException($"{chapter.Name} was changed while you were looking at it.");
                await act(chapter);
                await db.SaveChangesAsync(token);
            },
            cancel);

    private void Write(Chapter chapter, long deciderId, ChapterStep step) => db.History.Add(new HistoryEntry(
        time.Now(), deciderId, ChapterFlow.Table.First(t => t.Step == step).Action, chapter,
        step == ChapterStep.Approve && chapter.Criteria.Any(c => c.Met is not true) ? new { Override = true } : null, chapter.DecisionReason));

    private static void Concerned(Chapter chapter, long deciderId)
    {
        if (chapter.AppliedById == deciderId || chapter.Organizers.Any(o => o.PersonId == deciderId))
            throw new RuleException("Nobody decides about a group they applied for or organize. Ask a colleague.");
    }

    private async Task TellAsync(Chapter chapter, Func<Receiver, Letter> letter, CancellationToken cancel)
    {
        foreach (var receiver in await db.OrganizersOfAsync(chapter.Id, cancel))
            post.Send(letter(receiver));
    }
}
