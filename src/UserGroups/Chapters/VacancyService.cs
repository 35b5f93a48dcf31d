using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters.Letters;
using UserGroups.Data;
using UserGroups.Mail;
using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>What members who asked for news are written, by rooms that know who did (announcements); this one need not know them.</summary>
public interface IMemberPost
{
    /// <summary>What must be there before a transaction is open.</summary>
    Task PrepareAsync(CancellationToken cancel);

    /// <summary>One letter to each, in the caller's transaction, each with its way out.</summary>
    /// <param name="chapter">Whose members.</param>
    /// <param name="call">What it says.</param>
    /// <param name="cancel">Stops; the caller's transaction undoes what was written.</param>
    /// <returns>To how many it goes.</returns>
    Task<int> WriteAsync(Chapter chapter, MemberCall call, CancellationToken cancel);
}

/// <summary>Subject and Markdown of a letter to members.</summary>
public sealed record MemberCall(string Subject, string Body);

/// <summary>
/// What happens when a chapter has nobody left who organizes it. Called by whoever takes the last role, in the same transaction; what follows over time
/// is done by <see cref="Jobs.SeekOrganizers"/>.
/// </summary>
public sealed class VacancyService(AppDbContext db, SettingsService settings, PostOffice post, SiteAddress site, TimeProvider time)
{
    /// <summary>Somebody's role is gone (and saved). If nobody is left but hosts, staff are told and the search begins; the caller saves.</summary>
    public async Task LookAsync(Chapter chapter, CancellationToken cancel = default)
    {
        if (chapter.State is not (ChapterState.Active or ChapterState.Dormant)
            || await db.Organizers.AnyAsync(o => o.ChapterId == chapter.Id && o.Role != OrganizerRole.Host, cancel)
            || await db.Vacancies.AnyAsync(v => v.ChapterId == chapter.Id && v.EndedAt == null, cancel))
            return;
        var values = await settings.ReadAsync(cancel);
        var vacancy = new Vacancy(chapter.Id, time.Now(), values.Get(ChaptersSettings.MembersFirstDays), values.Get(ChaptersSettings.AdoptionDays));
        db.Vacancies.Add(vacancy);
        db.History.Add(new HistoryEntry(vacancy.Since, null, "chapter.without-organizers", chapter, new { vacancy.MembersUntil, vacancy.AdoptionUntil }));
        if (chapter.IsTest)
            return;
        foreach (var to in await db.ManagersAsync(chapter.Region, chapter, cancel))
            post.Send(new OrganizersGone(to.Email, to.Name, site, chapter.Name, vacancy.MembersUntil));
    }

    /// <summary>Somebody organizes it again; the caller saves.</summary>
    public async Task EndAsync(long chapterId, CancellationToken cancel = default)
    {
        if (await db.Vacancies.SingleOrDefaultAsync(v => v.ChapterId == chapterId && v.EndedAt == null, cancel) is Vacancy open)
            open.End(time.Now());
    }

    /// <summary>Until when only its members may ask for the lead; null when anybody may.</summary>
    public async Task<DateTime?> MembersUntilAsync(long chapterId, CancellationToken cancel = default)
    {
        var now = time.Now();
        return await db.Vacancies.Where(v => v.ChapterId == chapterId && v.EndedAt == null && v.MembersUntil > now).Select(v => (DateTime?)v.MembersUntil).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Does this person belong to it: a member, or one of its hosts?</summary>
    public Task<bool> IsOfItAsync(long personId, long chapterId, CancellationToken cancel = default) =>
        db.Chapters.AnyAsync(
            c => c.Id == chapterId && (c.Organizers.Any(o => o.PersonId == personId) || db.ChapterMembers.Any(m => m.ChapterId == chapterId && m.PersonId == personId && m.LeftAt == null)), cancel);
}
