using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>What a chapter's requests ask of its organizers: an answer, a report, a change, and what only they can say so that help can come.</summary>
public sealed class RequestTasks(AppDbContext db, ViewerRoles roles, SettingsSnapshot settings, TimeProvider time) : IDeskTasks
{
    private const int Most = 20;

    public async Task<IReadOnlyList<DeskTask>> ForAsync(Viewer viewer, long chapterId, CancellationToken cancel)
    {
        var role = (await roles.OfAsync(viewer, cancel)).In(chapterId);
        if (role is not (OrganizerRole.Lead or OrganizerRole.CoOrganizer))
            return [];
        var now = time.Now();
        var days = (await settings.CurrentAsync(cancel)).Get(SponsorshipSettings.ReportDays);
        var mine = db.SponsorshipRequests.AsNoTracking().Where(r => r.ChapterId == chapterId);
        var offers = await Asking(mine.Where(r => r.State == RequestState.Decided).OrderBy(r => r.OfferEndsAt).ThenBy(r => r.Id)).ToListAsync(cancel);
        var owed = await Asking(mine.ReportMissing(now).OrderBy(r => r.Event!.EndsAt).ThenBy(r => r.Id)).ToListAsync(cancel);
        var sentBack = await Asking(mine.Where(r => r.State == RequestState.ChangesRequested).OrderBy(r => r.StateSince).ThenBy(r => r.Id)).ToListAsync(cancel);
        return
        [
            .. offers.Select(r => Offer(r, role == OrganizerRole.Lead)),
            .. owed.Select(r => Report(r, r.EventEndsAt!.Value.AddDays(days), now)),
            .. sentBack.Select(r => new DeskTask($"Answer the reviewer about {r.Title}.", "The clock stands still until you do.", null, "See what to change", r.Path, IsUrgent: true)),
            .. (await OwedWordsAsync(chapterId, cancel)).Select(Word),
        ];
    }

    private static IQueryable<AskingRequest> Asking(IQueryable<SponsorshipRequest> requests) => requests.Take(Most)
        .Select(r => new AskingRequest(r.Reference!, r.Event == null ? null : r.Event.Title, r.Chapter.Name, r.OfferEndsAt, r.Event == null ? null : r.Event.EndsAt));

    private static DeskTask Offer(AskingRequest r, bool isLead) => isLead
        ? new($"Answer the offer for {r.Title}.", "Your answer by", r.OfferEndsAt, "Look at it", r.Path, IsUrgent: true)
        : new($"An offer for {r.Title}.", "The lead answers by", r.OfferEndsAt, "Look at it", r.Path, IsUrgent: true);

    private static DeskTask Report(AskingRequest r, DateTime due, DateTime now) =>
        new($"Send the report on {r.Title}.", due < now ? "It takes five minutes. It was due on" : "It takes five minutes. Due by", due, "Write it", r.Path + "/report", IsUrgent: true);

    private static DeskTask Word(OwedWord owed) => owed.Benefit == Benefit.Stipend
        ? new($"Say who is to be paid for {owed.About}.", "Then finance sends the money.", null, "Name the payee", $"/requests/{owed.Reference}/payee")
        : new($"Say where the parcel for {owed.About} goes.", "Then it is packed.", null, "Give the address", $"/requests/{owed.Reference}/address");

    private Task<List<OwedWord>> OwedWordsAsync(long chapterId, CancellationToken cancel) => db.BenefitLines.AsNoTracking()
        .Where(l => l.Request.ChapterId == chapterId && l.State == LineState.Accepted)
        .Where(l => (l.Benefit == Benefit.Stipend && !db.Payments.Any(p => p.LineId == l.Id && p.State != PaymentState.Void)) || (l.Benefit == Benefit.Swag && !db.ParcelAddresses.Any(a => a.LineId == l.Id && a.ErasedAt == null)))
        .OrderBy(l => l.Id).Take(Most).Select(l => new OwedWord(l.Request.Reference!, l.Request.Event == null ? l.Request.Chapter.Name : l.Request.Event.Title, l.Benefit)).ToListAsync(cancel);

    private sealed record AskingRequest(string Reference, string? Event, string Chapter, DateTime? OfferEndsAt, DateTime? EventEndsAt)
    {
        public string Title => Event ?? $"Licence for {Chapter}";

        public string Path => $"/requests/{Reference}";
    }

    /// <summary>What only the organizers can say, so that granted help can come.</summary>
    private sealed record OwedWord(string Reference, string About, Benefit Benefit);
}
