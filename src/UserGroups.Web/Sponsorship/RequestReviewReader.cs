using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Budgets;

namespace UserGroups.Web.Sponsorship;

/// <summary>Reads what staff see of requests.</summary>
public sealed class RequestReviewReader(AppDbContext db, RequestReader requests, OfferDesk offers, BudgetLedger budgets, RequestGate gate, DecisionGate allowed, SettingsSnapshot settings, TimeProvider time)
{
    private static readonly KeysetOrder<SponsorshipRequest, DateTime, long> OldestDue = KeysetOrder.By((SponsorshipRequest r) => r.Clock!.DueAt, r => r.Id);
    private static readonly KeysetOrder<SponsorshipRequest, DateTime, long> Longest = KeysetOrder.By((SponsorshipRequest r) => r.StateSince, r => r.Id);
    private static readonly KeysetOrder<SponsorshipRequest, DateTime, long> Newest = KeysetOrder.ByDescending((SponsorshipRequest r) => r.EndedAt!.Value, r => r.Id);

    public async Task<QueuePage> QueueAsync(Viewer viewer, string? view, string? region, string? cursor, CancellationToken cancel)
    {
        var managed = db.SponsorshipRequests.AsNoTracking().ManagedBy(viewer);
        var name = view is "organizers" or "fulfilment" or "reports" or "ended" ? view : "waiting";
        var known = Regions.Exists(region) ? region : null;
        var chosen = known is null ? managed : managed.Where(r => r.Chapter.Region == known);
        var now = time.Now();
        var rows = await PageAsync(name switch
        {
            "organizers" => chosen.Where(r => r.State == RequestState.ChangesRequested || r.State == RequestState.Decided),
            "fulfilment" => chosen.Where(r => r.State == RequestState.Accepted || r.State == RequestState.InFulfilment),
            "reports" => chosen.Where(r => r.State == RequestState.AwaitingReport || r.State == RequestState.ReportSubmitted),
            "ended" => chosen.Where(r => r.EndedAt != null),
            _ => chosen.AwaitingDecision(),
        }, name switch { "waiting" => OldestDue, "ended" => Newest, _ => Longest }, cursor, now, cancel);
        return new QueuePage(name, known, rows, await managed.AwaitingDecision().CountAsync(cancel), await managed.CountAsync(r => r.State == RequestState.ReportSubmitted, cancel), now);
    }

    public async Task<RequestReviewPage> ReadAsync(RequestPage page, long viewerId, bool canDecide, bool canOverride, RequestDecisionForm form, CancellationToken cancel)
    {
        var facts = await FactsAsync(page.Head, viewerId, cancel);
        form.Version = page.Head.Version;
        form.FormKey = form.FormKey == Guid.Empty ? Guid.NewGuid() : form.FormKey;
        return new RequestReviewPage(page, facts, await requests.NotesAsync(page.Head.Id, true, cancel), canDecide && facts.Conflict is null, canOverride, form, await DecidedAsync(page.Head.Id, cancel));
    }

    private async Task<DecisionFacts?> DecidedAsync(long id, CancellationToken cancel)
    {
        var decided = SponsorshipFlow.ActionOf(RequestStep.Decide);
        return DecisionFacts.Of(await db.History.AsNoTracking().Where(h => h.SubjectType == nameof(SponsorshipRequest) && h.SubjectId == id && h.Action == decided).OrderByDescending(h => h.Id).Select(h => h.Details).FirstOrDefaultAsync(cancel));
    }

    private async Task<RequestReviewFacts> FactsAsync(RequestHead head, long viewerId, CancellationToken cancel)
    {
        var values = await settings.CurrentAsync(cancel);
        var now = time.Now();
        var chapter = await db.Chapters.AsNoTracking().Where(c => c.Id == head.ChapterId).Select(c => new { c.State, c.QuietSince, c.LastEventAt, c.MemberCount, Organizers = c.Organizers.Count(o => o.Role != OrganizerRole.Host) }).SingleAsync(cancel);
        var seats = head.EventId is null ? null : await db.Events.AsNoTracking().Where(e => e.Id == head.EventId).Select(e => new { Taken = e.TakenInPerson + e.TakenOnline, Capacity = e.CapacityInPerson ?? e.CapacityOnline }).SingleAsync(cancel);
        var left = new List<BudgetLeft>();
        foreach (var benefit in BenefitWords.All)
            left.Add(new BudgetLeft(benefit, (await budgets.FindAsync(head.Region, benefit, DateOnly.FromDateTime(now), cancel))?.Left));
        return new RequestReviewFacts(
            chapter.State, ChapterHealths.Of(chapter.State, chapter.QuietSince, now, values.Get(ChaptersSettings.GreenDays), values.Get(ChaptersSettings.AmberDays)), chapter.LastEventAt, chapter.MemberCount, chapter.Organizers,
            await PeerShare.OfLastYearAsync(db, head.ChapterId, now, cancel), values.Get(ChaptersSettings.PeerSharePercent),
            head.EventId is null ? null : await offers.ForAsync(head.ChapterId, head.Region, head.Headcount, cancel), left, await PastAsync(head, values.Get(SponsorshipSettings.ReportDays), now, cancel),
            await gate.MissingReportAsync(head.ChapterId, cancel), seats?.Taken ?? 0, seats?.Capacity, await allowed.ConflictAsync(viewerId, head.ChapterId, head.RequestedById, cancel));
    }

    private async Task<IReadOnlyList<PastRequest>> PastAsync(RequestHead head, int reportDays, DateTime now, CancellationToken cancel)
    {
        var due = now.AddDays(-reportDays);
        return await db.SponsorshipRequests.AsNoTracking().Where(r => r.ChapterId == head.ChapterId && r.Id != head.Id && r.State != RequestState.Draft).OrderByDescending(r => r.Id).Take(10)
            .Select(r => new PastRequest(
                r.Reference!, r.Event!.Title, r.State, r.Lines.Where(l => l.Benefit == Benefit.Stipend && (l.State == LineState.Accepted || l.State == LineState.Fulfilled)).Sum(l => l.Granted ?? 0),
                r.Report!.Attendance, r.Report.Spent,
                r.Report == null && r.Event != null && r.Event.EndsAt < due && (r.State == RequestState.Accepted || r.State == RequestState.InFulfilment || r.State == RequestState.AwaitingReport)))
            .ToListAsync(cancel);
    }

    private static async Task<PageOf<QueueRow>> PageAsync(IQueryable<SponsorshipRequest> chosen, KeysetOrder<SponsorshipRequest, DateTime, long> order, string? cursor, DateTime now, CancellationToken cancel)
    {
        var page = await chosen.ToPageAsync(
            order,
            r => new
            {
                r.Id,
                r.Reference,
                Chapter = r.Chapter.Name,
                Event = r.Event == null ? null : r.Event.Title,
                Starts = r.Event == null ? null : (DateTime?)r.Event.StartsAt,
                Zone = r.Event == null ? "UTC" : r.Event.TimeZone,
                r.Chapter.Region,
                r.State,
                r.StateSince,
                Due = (DateTime?)r.Clock!.DueAt,
                Lines = r.Lines.Select(l => new { l.Benefit, l.Asked }).ToList(),
            },
            cursor, Keyset.DefaultSize, cancel);
        return page.Map(r => new QueueRow(
            r.Id, r.Reference!, r.Chapter, r.Event, r.Starts, r.Zone, r.Region, r.State, r.StateSince, r.Due, string.Join(", ", r.Lines.OrderBy(l => l.Benefit).Select(l => BenefitWords.Quantity(l.Benefit, l.Asked))),
            r.State == RequestState.Submitted && r.Due < now));
    }
}
