using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

/// <summary>Reads an event's page: the event with its agenda, its chapter, and what the viewer answered.</summary>
public sealed class EventReader(AppDbContext db, PreparedReads reads, PublicFacts known, SettingsSnapshot settings, SiteAddress site, TimeProvider time)
{
    /// <param name="slug">Of the event.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="form">What was typed, when the page is shown again; else null.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<EventPage?> PageAsync(string slug, Viewer viewer, AnswerForm? form, CancellationToken cancel) =>
        await known.ReadAsync($"event {slug}", () => db.Events.AsNoTracking().VisibleToAll().Include(e => e.Agenda).SingleOrDefaultAsync(e => e.Slug == slug, cancel)) is GroupEvent found
            ? await PageAsync(found, viewer, null, form, cancel)
            : null;

    /// <summary>The page behind the link of a letter; null when the link was never given.</summary>
    public async Task<EventPage?> PageByLinkAsync(string token, AnswerForm? form, CancellationToken cancel)
    {
        var hash = Token.HashOf(token);
        var answer = await db.AnswerLinks.AsNoTracking().Where(l => l.TokenHash == hash).Select(l => l.Answer).SingleOrDefaultAsync(cancel);
        if (answer is null)
            return null;
        var found = await db.Events.AsNoTracking().Include(e => e.Agenda).SingleAsync(e => e.Id == answer.EventId, cancel);
        return await PageAsync(found, Viewer.Visitor, answer, form, cancel);
    }

    public async Task<EventPage> PageAsync(GroupEvent found, Viewer viewer, Answer? answer, AnswerForm? form, CancellationToken cancel)
    {
        var chapter = await known.ReadAsync($"chapter of event {found.ChapterId}", () => db.Chapters.AsNoTracking().AsSplitQuery().Where(c => c.Id == found.ChapterId)
            .Select(c => new ChapterOfEvent(c.Id, c.Slug, c.Name, c.CityName, c.CountryCode,
                c.Organizers.Where(o => o.Role != OrganizerRole.Host).OrderBy(o => o.Id).Select(o => o.Person.Name).ToList()))
            .SingleAsync(cancel));
        var mine = answer is null ? await MyAnswer.OfAsync(reads, found.Id, viewer.PersonId, cancel) : new MyAnswer(answer.State, answer.Kind, answer.Guests, answer.OfferedUntil, answer.CheckedInAt);
        form ??= new AnswerForm { Kind = mine?.Kind, Guests = mine?.Guests };
        form.Kind ??= found.Mode == EventMode.Online ? SeatKind.Online : SeatKind.InPerson;
        var line = await LineAsync(found, cancel);
        form.KindOptions = [.. Enum.GetValues<SeatKind>().Where(found.Offers).Select(k => new SelectListItem($"{EventWords.Of(k)}. {EventPage.SeatsLeft(found, k, line.Contains(k))}", k.ToString()))];
        if (found.Mode != EventMode.Hybrid && mine?.State is not (AnswerState.Waiting or AnswerState.Offered))
            form.SeatsLeft = EventPage.SeatsLeft(found, Enum.GetValues<SeatKind>().Single(found.Offers), line.Count > 0);
        var most = (await settings.CurrentAsync(cancel)).Get(EventsSettings.MaxGuests);
        (form.AsksWho, form.MostGuests) = (mine is null && !viewer.IsSignedIn, most);
        return new EventPage(found, chapter, mine, viewer.IsSignedIn, most, time.Now(), form, site, line);
    }

    // Only while it goes on: before, whoever is in line is asked as soon as a seat is free (Seating).
    private async Task<IReadOnlyList<SeatKind>> LineAsync(GroupEvent found, CancellationToken cancel)
    {
        var line = new List<SeatKind>();
        if (found.StartsAt > time.Now() || found.IsOver(time.Now()))
            return line;
        foreach (var kind in Enum.GetValues<SeatKind>().Where(k => found.Offers(k) && found.Free(k) is not 0))
        {
            var free = found.Free(kind) ?? int.MaxValue;
            if (await db.Answers.AnyAsync(a => a.EventId == found.Id && a.State == AnswerState.Waiting && a.Kind == kind && a.Guests < free, cancel))
                line.Add(kind);
        }

        return line;
    }
}
