using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>How a chapter gets another lead: nominated by the lead and accepted, or asked for from outside and granted by staff.</summary>
public sealed class HandOverService(AppDbContext db, VacancyService vacancies, PostOffice post, SiteAddress site, TimeProvider time)
{
    private const string OneAtATime = "Somebody has been asked already. Wait for the answer, or take the question back.";

    public async Task NominateAsync(long leadId, long chapterId, long toId, CancellationToken cancel = default)
    {
        try
        {
            await db.InTransactionAsync(
                async token =>
                {
                    var chapter = await db.Chapters.Include(c => c.Organizers).ThenInclude(o => o.Person).SingleAsync(c => c.Id == chapterId, token);
                    if (await db.HandOvers.AnyAsync(h => h.ChapterId == chapterId && h.FromId != null && h.EndedAt == null, token))
                        throw new RuleException(OneAtATime, "ToId");
                    var now = time.Now();
                    db.HandOvers.Add(HandOver.Nominate(chapter, leadId, toId, now));
                    var to = chapter.Organizers.Single(o => o.PersonId == toId).Person;
                    var lead = await db.People.SingleAsync(p => p.Id == leadId, token);
                    db.History.Add(new HistoryEntry(now, leadId, "lead.nominated", chapter, new { To = toId }));
                    post.Send(new LeadOffered(to.Email!, to.Name, site, chapter.Slug, chapter.Name, lead.Name));
                    await db.SaveChangesAsync(token);
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            throw new RuleException(OneAtATime, "ToId");
        }
    }

    /// <summary>The nominated person answers.</summary>
    public Task AnswerAsync(long personId, long chapterId, bool accept, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var open = await db.HandOvers.Include(h => h.Chapter).ThenInclude(c => c.Organizers).Include(h => h.To)
                    .SingleOrDefaultAsync(h => h.ChapterId == chapterId && h.ToId == personId && h.FromId != null && h.EndedAt == null, token)
                    ?? throw new RuleException("This has been answered or taken back already.");
                // Only the lead can give it away; somebody else may have it by now.
                if (accept && open.Chapter.Organizers.SingleOrDefault(o => o.Role == OrganizerRole.Lead)?.PersonId != open.FromId)
                    throw new RuleException("Who asked you does not lead the group any more.");
                var from = await db.People.SingleAsync(p => p.Id == open.FromId, token);
                await EndAsync(open, accept, personId, null, token);
                if (from.Email is string email)
                    post.Send(new LeadAnswered(email, from.Name, site, open.Chapter.Slug, open.Chapter.Name, open.To.Name, accept));
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>The lead takes the question back. Nothing to take back is fine.</summary>
    public Task WithdrawAsync(long leadId, long chapterId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var open = await db.HandOvers.Include(h => h.Chapter).SingleOrDefaultAsync(h => h.ChapterId == chapterId && h.FromId != null && h.EndedAt == null, token);
                if (open is null)
                    return;
                open.End(accepted: false, time.Now());
                db.History.Add(new HistoryEntry(time.Now(), leadId, "lead.nomination-withdrawn", open.Chapter, new { To = open.ToId }));
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Somebody asks for the lead of a chapter that sleeps or that nobody leads. Asking again while the first question is open changes nothing.</summary>
    public async Task AskAsync(long personId, long chapterId, string? why, CancellationToken cancel = default)
    {
        try
        {
            await db.InTransactionAsync(
                async token =>
                {
                    var chapter = await db.Chapters.Include(c => c.Organizers).SingleAsync(c => c.Id == chapterId, token);
                    if (chapter.Organizers.Any(o => o.PersonId == personId && o.Role == OrganizerRole.Lead))
                        throw new RuleException("You lead this group already. Publish a meetup to wake it.");
                    if (await db.HandOvers.AnyAsync(h => h.ChapterId == chapterId && h.ToId == personId && h.EndedAt == null, token))
                        return;
                    var now = time.Now();
                    if (await vacancies.MembersUntilAsync(chapterId, token) is DateTime until && !await vacancies.IsOfItAsync(personId, chapterId, token))
                        throw new RuleException($"The members of this group are asked first. From {Days.Of(until)} on everybody may ask.");
                    var asked = HandOver.Ask(chapter, personId, why, now);
                    db.HandOvers.Add(asked);
                    var person = await db.People.SingleAsync(p => p.Id == personId, token);
                    db.History.Add(new HistoryEntry(now, personId, "lead.asked-for", chapter));
                    var managers = await db.ManagersAsync(chapter.Region, chapter, token);
                    foreach (var to in managers.Concat(await db.OrganizersOfAsync(chapterId, token)).DistinctBy(r => r.PersonId))
                        post.Send(new TakeOverAsked(to.Email, to.Name, site, chapter.Slug, chapter.Name, chapter.State == ChapterState.Dormant, person.Name, asked.Why));
                    await db.SaveChangesAsync(token);
                },
                cancel);
        }
        catch (DbUpdateException error) when (error.IsUniqueViolation())
        {
            // The same question at the same moment: it is asked.
        }
    }

    /// <summary>Staff answer somebody who asked from outside.</summary>
    public Task DecideAsync(long deciderId, long handOverId, bool grant, string? reason, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var asked = await db.HandOvers.Include(h => h.Chapter).ThenInclude(c => c.Organizers).Include(h => h.To).SingleAsync(h => h.Id == handOverId && h.FromId == null, token);
                if (asked.EndedAt is not null)
                    throw new DbUpdateConcurrencyException("Somebody answered this already.");
                if (asked.ToId == deciderId || asked.Chapter.Organizers.Any(o => o.PersonId == deciderId))
                    throw new RuleException("Nobody decides about their own group. Ask a colleague.");
                if (grant && !HandOver.IsOpenTo(asked.Chapter))
                    throw new RuleException("The group is awake again and has a lead, so there is nothing to hand over. Say no, and tell them so.");
                var said = grant ? reason?.Trim() : Checked.Reason(reason, "Reason", "Tell them why not.");
                await EndAsync(asked, grant, deciderId, said, token);
                if (asked.To.Email is string email)
                    post.Send(new TakeOverDecided(email, asked.To.Name, site, asked.Chapter.Slug, asked.Chapter.Name, grant, said));
                await db.SaveChangesAsync(token);
            },
            cancel);

    // The group has its lead: what was offered by the one before is void, and whoever else asked hears so.
    private async Task CloseOthersAsync(HandOver taken, CancellationToken cancel)
    {
        foreach (var other in await db.HandOvers.Include(h => h.To).Where(h => h.ChapterId == taken.ChapterId && h.Id != taken.Id && h.EndedAt == null).ToListAsync(cancel))
        {
            other.End(accepted: false, time.Now());
            if (other.FromId is null && other.To.Email is string email)
                post.Send(new TakeOverDecided(email, other.To.Name, site, taken.Chapter.Slug, taken.Chapter.Name, Granted: false, "Somebody else leads it now. Its organizers are glad about help."));
        }
    }

    private async Task EndAsync(HandOver open, bool accept, long actorId, string? reason, CancellationToken cancel)
    {
        var now = time.Now();
        open.End(accept, now);
        var chapter = open.Chapter;
        if (accept)
        {
            var lead = chapter.Organizers.SingleOrDefault(o => o.Role == OrganizerRole.Lead);
            var next = chapter.Organizers.SingleOrDefault(o => o.PersonId == open.ToId);
            if (next is null && open.FromId is not null)
                throw new RuleException("You are no longer one of the group's organizers.");
            lead?.Become(OrganizerRole.CoOrganizer);
            // Two saves in one transaction: the index "one lead" must see the old one step down before the new one steps up.
            await db.SaveChangesAsync(cancel);
            if (next is null)
                db.Organizers.Add(new Organizer(chapter, open.ToId, OrganizerRole.Lead, now));
            else
                next.Become(OrganizerRole.Lead);
            await CloseOthersAsync(open, cancel);
            await vacancies.EndAsync(chapter.Id, cancel);
        }

        db.History.Add(new HistoryEntry(now, actorId, accept ? "lead.handed-over" : "lead.refused", chapter, new { From = open.FromId, To = open.ToId }, string.IsNullOrEmpty(reason) ? null : reason));
    }
}
