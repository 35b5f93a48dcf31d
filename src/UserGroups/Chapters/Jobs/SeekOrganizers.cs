using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Jobs;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters.Jobs;

/// <summary>
/// Chapters without organizers: their members are asked once, later everybody may adopt them. Each step once, also from two nodes: it is looked at again
/// inside its transaction. What nobody adopted stands as late on the staff desk; people retire it, no job does.
/// </summary>
public sealed class SeekOrganizers(AppDbContext db, IEnumerable<IMemberPost> ways, PostOffice post, SiteAddress site, TimeProvider time) : IJob
{
    private const int Batch = 200;

    private enum Step
    {
        None,
        Asked,
        Opened,
        Ended,
    }

    public async Task<string> RunAsync(CancellationToken cancel)
    {
        var now = time.Now();
        var due = await db.Vacancies.Where(v => v.EndedAt == null)
            .Where(v => v.AskedAt == null || (v.OpenedAt == null && v.MembersUntil <= now) || v.Chapter.State == ChapterState.Retired || v.Chapter.Organizers.Any(o => o.Role != OrganizerRole.Host))
            .OrderBy(v => v.Since).ThenBy(v => v.Id).Select(v => v.Id).Take(Batch).ToListAsync(cancel);
        if (due.Count > 0)
        {
            foreach (var way in ways)
                await way.PrepareAsync(cancel);
        }

        var steps = new List<Step>(due.Count);
        foreach (var id in due)
        {
            steps.Add(await db.InTransactionAsync(token => StepAsync(id, now, token), cancel));
            db.ChangeTracker.Clear();
        }

        return $"{steps.Count(s => s == Step.Asked)} asked their members, {steps.Count(s => s == Step.Opened)} open to everybody, {steps.Count(s => s == Step.Ended)} over";
    }

    private async Task<Step> StepAsync(long id, DateTime now, CancellationToken cancel)
    {
        // On SQL Server a second node waits here; on SQLite it waited for its turn to write.
        await db.Vacancies.Where(v => v.Id == id).ExecuteUpdateAsync(set => set.SetProperty(v => v.Version, v => v.Version), cancel);
        var vacancy = await db.Vacancies.Include(v => v.Chapter).ThenInclude(c => c.Organizers).SingleAsync(v => v.Id == id, cancel);
        var step = Step.None;
        if (vacancy.EndedAt is not null)
            return step;
        if (vacancy.Chapter.State == ChapterState.Retired || vacancy.Chapter.Organizers.Any(o => o.Role != OrganizerRole.Host))
        {
            vacancy.End(now);
            step = Step.Ended;
        }
        else if (vacancy.AskedAt is null && now < vacancy.MembersUntil)
        {
            await AskAsync(vacancy, now, cancel);
            step = Step.Asked;
        }
        else if (vacancy.OpenedAt is null && now >= vacancy.MembersUntil)
        {
            await OpenAsync(vacancy, now, cancel);
            step = Step.Opened;
        }

        await db.SaveChangesAsync(cancel);
        return step;
    }

    private async Task AskAsync(Vacancy vacancy, DateTime now, CancellationToken cancel)
    {
        var chapter = vacancy.Chapter;
        var call = WouldYouLead.To(site, chapter.Slug, chapter.Name, vacancy.MembersUntil);
        var count = 0;
        // Test chapters write to nobody.
        foreach (var way in chapter.IsTest ? [] : ways)
            count += await way.WriteAsync(chapter, call, cancel);
        vacancy.NoteAsked(count, now);
        db.History.Add(new HistoryEntry(now, null, "chapter.members-asked", chapter, new { Members = count }));
    }

    private async Task OpenAsync(Vacancy vacancy, DateTime now, CancellationToken cancel)
    {
        var chapter = vacancy.Chapter;
        vacancy.Open(now);
        // A job that slept through the members' time asks them no more.
        if (vacancy.AskedAt is null)
            vacancy.NoteAsked(0, now);
        db.History.Add(new HistoryEntry(now, null, "chapter.open-to-adoption", chapter, new { vacancy.AdoptionUntil }));
        if (chapter.IsTest)
            return;
        foreach (var to in await db.ManagersAsync(chapter.Region, chapter, cancel))
            post.Send(new OpenToAdoption(to.Email, to.Name, site, chapter.Name, chapter.Slug, vacancy.AdoptionUntil));
    }
}
