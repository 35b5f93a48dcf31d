using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Chapters;

/// <summary>An application or group in the staff list.</summary>
public sealed record ReviewRow(long Id, string Name, string Place, ChapterState State, string? Applicant, DateTime? DueAt, bool IsLate, int Met, int Criteria, bool CoOrganizerSaidYes, int TakeOvers, VacancyFacts? Vacancy);

/// <summary>What is done about a group without organizers.</summary>
public sealed record VacancyFacts(DateTime Since, DateTime MembersUntil, DateTime AdoptionUntil, DateTime? AskedAt, int Asked)
{
    public string Words(DateTime now) => now < MembersUntil
        ? AskedAt is null ? "no organizers; its members are about to be asked" : $"no organizers; {(Asked == 1 ? "1 member was" : $"{Asked} members were")} asked"
        : now < AdoptionUntil ? "no organizers; open to everybody" : "nobody took it: time to retire it";
}

/// <summary>The staff list.</summary>
public sealed record QueuePage(string View, PageOf<ReviewRow> Rows, int Waiting, DateTime Now);

/// <summary>Somebody who would like to lead a sleeping group.</summary>
public sealed record TakeOverRow(long Id, string Name, string Email, string Why, DateTime At);

/// <summary>What a reviewer needs beside the application.</summary>
public sealed record ReviewFacts(
    string? Applicant, string? ApplicantEmail, DateTime? AccountSince, int OtherGroups, int EarlierApplications, string CoOrganizerName, string CoOrganizerEmail, bool CoOrganizerSaidYes,
    string Focus, string Why, string Language, DateOnly? FirstMeetup, string? ConductVersion, string? DecidedBy, IReadOnlyList<NearbyChapter> Nearby);

/// <summary>An application on the reviewer's page.</summary>
public sealed record ReviewPage(
    ApplicationHead Head, bool CanDecide, bool IsLate, ReviewFacts Facts, IReadOnlyList<CriterionRow> Criteria, IReadOnlyList<HistoryLine> Timeline, IReadOnlyList<TakeOverRow> TakeOvers, DecisionForm Form)
{
    public bool CanTick => CanDecide && Head.State is (ChapterState.Submitted or ChapterState.ChangesRequested);
}

/// <summary>A decision, or a round of ticks: <c>Met_RunByUsers=yes</c> and <c>Reason_RunByUsers=…</c>.</summary>
public sealed class DecisionForm
{
    /// <summary>The version the reviewer saw.</summary>
    public int Version { get; set; }

    [StringLength(Chapter.ReasonLength), Display(Name = "Reason")]
    public string? Reason { get; set; }

    public Dictionary<string, string?> Met { get; set; } = [];

    public Dictionary<string, string?> Why { get; set; } = [];

    public IReadOnlyList<Tick> Ticks() => [.. CriterionKeys.All.Where(k => Met.ContainsKey(k.ToString()) || Why.ContainsKey(k.ToString())).Select(k => new Tick(
        k, Met.GetValueOrDefault(k.ToString()) switch { "yes" => true, "no" => false, _ => null }, Why.GetValueOrDefault(k.ToString())))];
}

/// <summary>Reads what staff see of chapters.</summary>
public sealed class ReviewReader(AppDbContext db, ApplicationReader applications, TimeProvider time)
{
    private static readonly KeysetOrder<Chapter, DateTime, long> OldestDue = KeysetOrder.By((Chapter c) => c.Clock!.DueAt, c => c.Id);
    private static readonly KeysetOrder<Chapter, DateTime, long> Newest = KeysetOrder.ByDescending((Chapter c) => c.CreatedAt, c => c.Id);

    public async Task<QueuePage> QueueAsync(Viewer viewer, string? view, string? cursor, CancellationToken cancel)
    {
        var managed = db.Chapters.AsNoTracking().ManagedBy(viewer);
        var now = time.Now();
        var name = view is "changes" or "asleep" or "decided" ? view : "waiting";
        var rows = name switch
        {
            "changes" => await Page(managed.Where(c => c.State == ChapterState.ChangesRequested && c.Clock != null), OldestDue, cursor, now, cancel),
            "asleep" => await Page(managed.OpenToTakeOver(), Newest, cursor, now, cancel),
            "decided" => await Page(managed.Where(c => c.DecidedAt != null && c.State != ChapterState.ChangesRequested && c.State != ChapterState.Submitted), Newest, cursor, now, cancel),
            _ => await Page(managed.AwaitingDecision(), OldestDue, cursor, now, cancel),
        };
        return new QueuePage(name, rows, await managed.AwaitingDecision().CountAsync(cancel), now);
    }

    /// <summary>Applications that wait for a decision, for the staff desk.</summary>
    public Task<WaitingFacts> WaitingAsync(Viewer viewer, DateTime now, CancellationToken cancel) =>
        db.Chapters.AsNoTracking().ManagedBy(viewer).AwaitingDecision().Select(c => new WaitingThing { Since = c.SubmittedAt, DueAt = c.Clock!.DueAt }).FactsAsync(now, cancel);

    /// <summary>Groups without organizers, for the staff desk; late when nobody took one in the time it was open to everybody.</summary>
    public Task<WaitingFacts> VacantAsync(Viewer viewer, DateTime now, CancellationToken cancel)
    {
        var managed = db.Chapters.ManagedBy(viewer).Where(c => !c.IsTest);
        return db.Vacancies.AsNoTracking().Where(v => v.EndedAt == null && managed.Any(c => c.Id == v.ChapterId)).Select(v => new WaitingThing { Since = v.Since, DueAt = v.AdoptionUntil }).FactsAsync(now, cancel);
    }

    public async Task<ReviewPage> ReadAsync(long id, bool canDecide, DecisionForm form, CancellationToken cancel)
    {
        var chapter = await db.Chapters.AsNoTracking().SingleAsync(c => c.Id == id, cancel);
        var criteria = await db.Set<Criterion>().AsNoTracking().Where(c => c.ChapterId == id).OrderBy(c => c.Id).Select(c => new CriterionRow(c.Key, c.Met, c.Reason)).ToListAsync(cancel);
        var asked = await db.HandOvers.AsNoTracking().Where(h => h.ChapterId == id && h.FromId == null && h.EndedAt == null).OrderBy(h => h.Id).Take(20)
            .Select(h => new TakeOverRow(h.Id, h.To.Name, h.To.Email ?? "", h.Why, h.CreatedAt)).ToListAsync(cancel);
        form.Version = chapter.Version;
        return new ReviewPage(
            ApplicationPage.HeadOf(chapter), canDecide, chapter.State == ChapterState.Submitted && chapter.Clock!.IsOverdue(time.Now()), await FactsAsync(chapter, cancel), criteria,
            await applications.TimelineAsync(id, cancel), asked, form);
    }

    private async Task<ReviewFacts> FactsAsync(Chapter chapter, CancellationToken cancel)
    {
        var id = chapter.AppliedById;
        var applicant = await db.People.AsNoTracking().Where(p => p.Id == id).Select(p => new
        {
            p.Name,
            p.Email,
            p.CreatedAt,
            Other = db.Organizers.Count(o => o.PersonId == p.Id && o.ChapterId != chapter.Id && o.Chapter.State != ChapterState.Draft),
            Earlier = db.Chapters.Count(c => c.AppliedById == p.Id && c.Id != chapter.Id && c.State != ChapterState.Draft),
        }).SingleOrDefaultAsync(cancel);
        var decidedBy = await db.People.Where(p => p.Id == chapter.DecidedById).Select(p => p.Name).SingleOrDefaultAsync(cancel);
        var saidYes = await db.Organizers.AnyAsync(o => o.ChapterId == chapter.Id && o.Role == OrganizerRole.CoOrganizer, cancel);
        return new ReviewFacts(
            applicant?.Name, applicant?.Email, applicant?.CreatedAt, applicant?.Other ?? 0, applicant?.Earlier ?? 0, chapter.CoOrganizerName, chapter.CoOrganizerEmail, saidYes,
            chapter.Focus, chapter.Why, Languages.Name(chapter.Language), chapter.ExpectedFirstMeetup, chapter.ConductVersion, decidedBy, await applications.NearbyAsync(chapter, cancel));
    }

    private async Task<PageOf<ReviewRow>> Page(IQueryable<Chapter> chapters, KeysetOrder<Chapter, DateTime, long> order, string? cursor, DateTime now, CancellationToken cancel)
    {
        var page = await chapters.ToPageAsync(
            order,
            c => new
            {
                c.Id,
                c.Name,
                c.CityName,
                c.CountryCode,
                c.State,
                Due = (DateTime?)c.Clock!.DueAt,
                Applicant = db.People.Where(p => p.Id == c.AppliedById).Select(p => p.Name).FirstOrDefault(),
                Met = c.Criteria.Count(k => k.Met == true),
                All = db.Set<Criterion>().Count(k => k.ChapterId == c.Id),
                SaidYes = c.Organizers.Any(o => o.Role == OrganizerRole.CoOrganizer),
                TakeOvers = db.HandOvers.Count(h => h.ChapterId == c.Id && h.FromId == null && h.EndedAt == null),
                Vacancy = db.Vacancies.Where(v => v.ChapterId == c.Id && v.EndedAt == null).Select(v => new VacancyFacts(v.Since, v.MembersUntil, v.AdoptionUntil, v.AskedAt, v.Asked)).FirstOrDefault(),
            },
            cursor, Keyset.DefaultSize, cancel);
        return page.Map(c => new ReviewRow(
            c.Id, c.Name, Chapter.PlaceOf(c.CityName, c.CountryCode), c.State, c.Applicant, c.Due, c.State == ChapterState.Submitted && c.Due < now, c.Met, c.All, c.SaidYes, c.TakeOvers, c.Vacancy));
    }
}
