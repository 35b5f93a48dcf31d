using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>What organizers do with their chapter and with one another.</summary>
public sealed class OrganizerService(AppDbContext db, VacancyService vacancies, PostOffice post, SiteAddress site, TimeProvider time)
{
    /// <summary>What the history calls a change of the page.</summary>
    public const string PageEdited = "chapter.page-edited";

    /// <summary>Changes what the page tells.</summary>
    /// <param name="seenVersion">The version the person saw.</param>
    public async Task EditPageAsync(long personId, long chapterId, int seenVersion, string? focus, string? about, string? website, CancellationToken cancel = default)
    {
        var chapter = await db.Chapters.SingleAsync(c => c.Id == chapterId, cancel);
        if (chapter.Version != seenVersion)
            throw new DbUpdateConcurrencyException($"{chapter.Name} was changed while you were looking at it.");
        var before = new { chapter.Focus, About = chapter.About.Length, chapter.Website };
        chapter.EditPage(focus, about, website);
        db.History.Add(new HistoryEntry(time.Now(), personId, PageEdited, chapter, new { Before = before, After = new { chapter.Focus, About = chapter.About.Length, chapter.Website } }));
        await db.SaveChangesAsync(cancel);
    }

    /// <summary>Takes somebody's role; the lead's is handed over instead. Removing who is gone changes nothing.</summary>
    public Task RemoveAsync(long personId, long chapterId, long organizerId, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var organizer = await db.Organizers.Include(o => o.Person).Include(o => o.Chapter).SingleOrDefaultAsync(o => o.Id == organizerId && o.ChapterId == chapterId, token);
                if (organizer is null)
                    return;
                if (organizer.Role == OrganizerRole.Lead)
                    throw new RuleException("A group has a lead. Hand the lead over first.");
                var now = time.Now();
                db.Organizers.Remove(organizer);
                foreach (var open in await db.HandOvers.Where(h => h.ChapterId == chapterId && h.ToId == organizer.PersonId && h.EndedAt == null).ToListAsync(token))
                    open.End(accepted: false, now);
                db.History.Add(new HistoryEntry(now, personId, "organizer.left", organizer.Chapter, new { Person = organizer.PersonId, Role = organizer.Role.ToString() }));
                if (personId != organizer.PersonId && organizer.Person.Email is string email)
                    post.Send(new OrganizerRemoved(email, organizer.Person.Name, site, organizer.Chapter.Slug, organizer.Chapter.Name, organizer.Role));
                await db.SaveChangesAsync(token);
                // A co-organizer whom nobody led was the last one.
                await vacancies.LookAsync(organizer.Chapter, token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Somebody from outside offers to help; the letter goes to those who lead, who answer by mail.</summary>
    /// <exception cref="TooManyAttemptsException">More than five offers in a day.</exception>
    public async Task OfferHelpAsync(long personId, long chapterId, string? message, CancellationToken cancel = default)
    {
        var text = Checked.Text(message, HandOver.WhyLength, "Message", "Write a few words: who you are and how you would like to help.");
        var now = time.Now();
        var wait = await db.InTransactionAsync(
            async token =>
            {
                if (await db.CountAsync(now, [new AttemptLimit("offer-help", $"{personId}", 5, TimeSpan.FromDays(1))], token) is TimeSpan tooMany)
                    return (TimeSpan?)tooMany;
                var chapter = await db.Chapters.SingleAsync(c => c.Id == chapterId, token);
                var person = await db.People.SingleAsync(p => p.Id == personId, token);
                var receivers = await db.OrganizersOfAsync(chapterId, token);
                if (receivers.Count == 0)
                    receivers = await db.ManagersAsync(chapter.Region, chapter, token);
                foreach (var receiver in receivers)
                    post.Send(new HelpOffered(receiver.Email, receiver.Name, site, chapter.Slug, chapter.Name, person.Name, person.Email!, text));
                db.History.Add(new HistoryEntry(now, personId, "chapter.help-offered", chapter));
                await db.SaveChangesAsync(token);
                return null;
            },
            cancel);
        if (wait is TimeSpan retryAfter)
            throw new TooManyAttemptsException(retryAfter);
    }
}
