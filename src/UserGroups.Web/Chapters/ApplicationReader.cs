using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Places;
using UserGroups.Shared;

namespace UserGroups.Web.Chapters;

/// <summary>Head of an application.</summary>
public sealed record ApplicationHead(long Id, string Slug, string Name, string Place, string Reference, ChapterState State, DateTime? SubmittedAt, DateTime? DueAt, bool IsPaused, string CoOrganizer, string? Reason);

/// <summary>A criterion as both sides see it.</summary>
public sealed record CriterionRow(CriterionKey Key, bool? Met, string Reason);

/// <summary>One line of what happened.</summary>
public sealed record HistoryLine(DateTime At, string? Who, string What, string? Why);

/// <summary>An application as its applicant sees it.</summary>
public sealed record ApplicationPage(ApplicationHead Head, bool IsMine, bool CoOrganizerSaidYes, IReadOnlyList<CriterionRow> Criteria, IReadOnlyList<HistoryLine> Timeline, bool IsLate)
{
    public static ApplicationHead HeadOf(Chapter c) => new(
        c.Id, c.Slug, c.Name, c.Place, c.Reference, c.State, c.SubmittedAt, c.Clock?.DueAt, c.Clock?.IsPaused ?? false, c.CoOrganizerName, c.DecisionReason);
}

/// <summary>Reads what the pages of an application show.</summary>
public sealed class ApplicationReader(AppDbContext db, CityIndex cities, SettingsSnapshot settings, TimeProvider time)
{
    private const int MostNearby = 10;

    public async Task<ApplicationPage> ReadAsync(long id, bool isMine, CancellationToken cancel)
    {
        var chapter = await db.Chapters.AsNoTracking().SingleAsync(c => c.Id == id, cancel);
        var criteria = await db.Set<Criterion>().AsNoTracking().Where(c => c.ChapterId == id).OrderBy(c => c.Id).Select(c => new CriterionRow(c.Key, c.Met, c.Reason)).ToListAsync(cancel);
        var saidYes = await db.Organizers.AnyAsync(o => o.ChapterId == id && o.Role == OrganizerRole.CoOrganizer, cancel);
        return new ApplicationPage(ApplicationPage.HeadOf(chapter), isMine, saidYes, criteria, await TimelineAsync(id, cancel), chapter.State == ChapterState.Submitted && chapter.Clock!.IsOverdue(time.Now()));
    }

    public async Task<IReadOnlyList<HistoryLine>> TimelineAsync(long id, CancellationToken cancel)
    {
        var lines = await db.History.AsNoTracking().Where(h => h.SubjectType == nameof(Chapter) && h.SubjectId == id && !h.Action.StartsWith("member."))
            .OrderByDescending(h => h.Id).Take(50).Select(h => new { h.At, h.Action, h.Reason, Who = db.People.Where(p => p.Id == h.ActorId).Select(p => p.Name).FirstOrDefault() }).ToListAsync(cancel);
        return [.. lines.Select(h => new HistoryLine(h.At, h.Who, WordsOf(h.Action), h.Reason))];
    }

    public WhereForm WhereOf(Chapter c) => new()
    {
        Id = c.Id,
        Name = c.Name,
        City = c.CityId is int id ? cities.FindById(id)?.Label : null,
        OnlineOnly = c.CityId is null,
        Language = c.Language,
    };

    public Task<IReadOnlyList<NearbyChapter>> NearbyAsync(Chapter chapter, CancellationToken cancel) =>
        chapter is { Latitude: double latitude, Longitude: double longitude }
            ? NearbyAsync(latitude, longitude, chapter.Id, cancel)
            : Task.FromResult<IReadOnlyList<NearbyChapter>>([]);

    public async Task<IReadOnlyList<NearbyChapter>> NearbyAsync(double latitude, double longitude, long? but, CancellationToken cancel) =>
        await db.Chapters.Listed().Where(c => c.Id != but).WithinAsync(latitude, longitude, (await settings.CurrentAsync(cancel)).Get(ChaptersSettings.NearbyKm), MostNearby, cancel);

    private static string WordsOf(string action) => action switch
    {
        "chapter.submitted" => "Application sent",
        "chapter.changes-requested" => "Changes requested",
        "chapter.criteria" => "Criteria looked at",
        "chapter.approved" => "Approved",
        "chapter.declined" => "Declined",
        "chapter.dormant" => "Fell asleep",
        "chapter.woken" => "Awake again",
        "chapter.retired" => "Retired",
        "chapter.health-warned" => "Warned: no date for too long",
        "chapter.page-edited" => "Page changed",
        "chapter.help-offered" => "Somebody offered to help",
        "organizer.invited" => "Invitation to organize sent",
        "organizer.joined" => "Said yes to organizing",
        "organizer.left" => "An organizer left",
        "organizer.invitation-declined" => "An invitation was declined",
        "organizer.invitation-withdrawn" => "An invitation was taken back",
        "chapter.without-organizers" => "Its last organizer left",
        "chapter.members-asked" => "Its members were asked who would lead it",
        "chapter.open-to-adoption" => "Open to everybody who would lead it",
        "lead.gone" => "Its lead left",
        "lead.nominated" => "The lead was offered",
        "lead.nomination-withdrawn" => "The offer of the lead was taken back",
        "lead.asked-for" => "Somebody asked to take over",
        "lead.handed-over" => "The lead was handed over",
        "lead.refused" => "The lead was not handed over",
        _ => action,
    };
}
