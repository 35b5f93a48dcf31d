using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Licences;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Sponsorship.Stipends;
using UserGroups.Sponsorship.Swag;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Sponsorship;

/// <summary>What is done about one line, and what the viewer does next.</summary>
/// <param name="Benefit">Which line.</param>
/// <param name="Sentence">Where it stands, for both sides.</param>
/// <param name="Tone">Of the badge.</param>
/// <param name="Action">What to press; null when it is somebody else's turn.</param>
/// <param name="Path">Where the press leads.</param>
/// <param name="IsPost">True for a button that does it at once.</param>
public sealed record LineStep(Benefit Benefit, string Sentence, StateTone Tone, string? Action, string? Path, bool IsPost = false)
{
    /// <summary>What is missing and whose turn it is, while the line is not fulfilled.</summary>
    public Wait? Waits { get; init; }
}

/// <summary>All granted lines, and what the request waits for: in a sentence, and as an organizer reads it.</summary>
public sealed record RequestFulfilment(string? Waits, RequestTurn? Turn, IReadOnlyList<LineStep> Steps);

/// <summary>Where each granted line stands and what comes next, for organizers and for the staff whose turn it is.</summary>
public sealed class LineSteps(AppDbContext db, ViewerRoles roles, TimeProvider time)
{
    public async Task<RequestFulfilment> ReadAsync(Viewer viewer, long requestId, CancellationToken cancel)
    {
        var lines = await db.BenefitLines.AsNoTracking().Where(l => l.RequestId == requestId && (l.State == LineState.Accepted || l.State == LineState.Fulfilled)).OrderBy(l => l.Id).Select(LineHead.Shape).ToListAsync(cancel);
        var mine = await roles.OfAsync(viewer, cancel);
        var steps = new List<LineStep>();
        foreach (var line in lines)
        {
            var step = await StepAsync(line, viewer, mine, cancel);
            steps.Add(line.State == LineState.Fulfilled ? step with { Waits = null } : step);
        }

        var report = await db.SponsorshipRequests.AsNoTracking().Where(r => r.Id == requestId)
            .Select(r => new ReportFacts(r.State, r.Event == null ? null : r.Event.State, r.Event == null ? null : r.Event.EndsAt, r.Report != null, "/requests/" + r.Reference)).SingleAsync(cancel);
        var waits = steps.Where(s => s.Waits is not null).Select(s => s.Waits! with { Path = s.Path }).ToList();
        return new RequestFulfilment(LineWaits.Sentence(waits, report, time.Now()), LineWaits.Turn(waits, report, time.Now()), steps);
    }

    private Task<LineStep> StepAsync(LineHead line, Viewer viewer, ChapterRoles mine, CancellationToken cancel)
    {
        var receives = FulfilmentAccess.CanReceive(line.Facts, mine);
        return line.Benefit switch
        {
            Benefit.Stipend => StipendAsync(line, receives, FulfilmentAccess.CanPay(viewer, line.Facts, mine), cancel),
            Benefit.Promotion => PromotionAsync(line, receives, FulfilmentAccess.CanEdit(viewer, line.Facts, mine), cancel),
            Benefit.Licence => LicenceAsync(line, receives, FulfilmentAccess.CanHandOut(viewer, line.Facts, mine), cancel),
            _ => SwagAsync(line, receives, FulfilmentAccess.CanPack(viewer, line.Facts, mine), cancel),
        };
    }

    private async Task<LineStep> StipendAsync(LineHead line, bool receives, bool pays, CancellationToken cancel)
    {
        var payment = await db.Payments.AsNoTracking().SingleOrDefaultAsync(p => p.LineId == line.LineId && p.State != PaymentState.Void, cancel);
        if (payment is null)
            return new(line.Benefit, receives ? "Tell finance who is to be paid." : "The organizers have not said who is to be paid.", StateTone.Warn, receives ? "Name the payee" : null, $"{line.RequestPath}/payee") { Waits = LineWaits.ForPayment(null) };
        var sentence = payment.State switch
        {
            PaymentState.Approved => $"{payment.Money} to {payment.PayeeName}: waits to be authorised.",
            PaymentState.Authorised => $"{payment.Money} to {payment.PayeeName}: authorised, not sent yet.",
            PaymentState.Scheduled => $"{payment.Money} to {payment.PayeeName}: goes out on {payment.ScheduledFor:d MMMM yyyy}.",
            PaymentState.Failed => $"{payment.Money} to {payment.PayeeName} did not arrive: {payment.Reason}",
            _ => $"{payment.Money} to {payment.PayeeName}: {PaymentWords.Of(payment.Method!.Value).ToLowerInvariant()} {payment.Number}, {FulfilmentWords.Of(payment.State).ToLowerInvariant()}.",
        };
        var changeable = receives && PaymentFlow.Allows(payment.State, PaymentStep.Change);
        return new(line.Benefit, sentence, FulfilmentWords.ToneOf(payment.State), pays ? "Open the payment" : changeable ? "Change the payee" : null, pays ? $"/staff/payments/{payment.Id}" : $"{line.RequestPath}/payee")
        {
            Waits = LineWaits.ForPayment(payment.State),
        };
    }

    private async Task<LineStep> PromotionAsync(LineHead line, bool receives, bool edits, CancellationToken cancel)
    {
        var post = await db.BlogPosts.AsNoTracking().Where(p => p.LineId == line.LineId).OrderByDescending(p => p.Id).Select(p => new { p.Id, p.State, p.Slug, p.PublishAt }).FirstOrDefaultAsync(cancel);
        if (post is null)
            return new(line.Benefit, "No draft yet.", StateTone.Warn, receives ? "Suggest the words" : edits ? "To the posts" : null, receives ? $"{line.RequestPath}/suggestion" : "/staff/posts") { Waits = LineWaits.ForPost(null, null) };
        var sentence = post.State switch
        {
            PostState.Published => "Published on the blog.",
            PostState.Scheduled => $"Appears on the blog on {post.PublishAt:d MMMM yyyy}.",
            PostState.Withdrawn => "Withdrawn from the blog.",
            _ => $"The post is {PostFlow.Word(post.State)}.",
        };
        return post.State == PostState.Published && !edits
            ? new(line.Benefit, sentence, StateTone.Good, "Read it", $"/blog/{post.Slug}")
            : new(line.Benefit, sentence, FulfilmentWords.ToneOf(post.State), edits ? "Open the post" : receives && post.State != PostState.Withdrawn ? "Suggest the words" : null, edits ? $"/staff/posts/{post.Id}" : $"{line.RequestPath}/suggestion") { Waits = LineWaits.ForPost(post.State, post.PublishAt) };
    }

    private async Task<LineStep> LicenceAsync(LineHead line, bool receives, bool handsOut, CancellationToken cancel)
    {
        var key = await db.LicenceKeys.AsNoTracking().Where(k => k.LineId == line.LineId).OrderByDescending(k => k.State == LicenceKeyState.Granted).ThenByDescending(k => k.Id)
            .Select(k => new { k.State, k.Product, k.Seats, k.EndsAt, k.RevokeReason }).FirstOrDefaultAsync(cancel);
        if (key is null)
            return new(line.Benefit, "The key is not handed out yet.", StateTone.Warn, handsOut ? "Hand out a key" : null, "/staff/licences") { Waits = LineWaits.ForKey() };
        if (key.State == LicenceKeyState.Revoked)
            return new(line.Benefit, $"Taken back: {key.RevokeReason}", StateTone.Bad, handsOut ? "Hand out another key" : null, "/staff/licences") { Waits = LineWaits.ForKey() };
        var over = key.EndsAt <= time.Now();
        return new(line.Benefit, $"{key.Product}, {key.Seats} {(key.Seats == 1 ? "seat" : "seats")}, {(over ? "ran out on" : "until")} {key.EndsAt:d MMMM yyyy}.", over ? StateTone.Quiet : StateTone.Good,
            receives && !over ? "To the key" : null, $"{line.RequestPath}/licence-key");
    }

    private async Task<LineStep> SwagAsync(LineHead line, bool receives, bool packs, CancellationToken cancel)
    {
        var parcel = await db.Parcels.AsNoTracking().Where(p => p.LineId == line.LineId && p.State != ParcelState.Cancelled).OrderByDescending(p => p.Id).Select(p => new { p.Id, p.State, p.Carrier, p.Tracking, p.Reason }).FirstOrDefaultAsync(cancel);
        var hasAddress = await db.ParcelAddresses.AnyAsync(a => a.LineId == line.LineId && a.ErasedAt == null, cancel);
        var waits = LineWaits.ForParcel(hasAddress, parcel?.State);
        if (packs)
        {
            var nothing = parcel is null or { State: ParcelState.Returned };
            var standing = (parcel is null ? "Nothing is put aside yet" : $"The parcel is {ParcelFlow.Word(parcel.State)}") + (hasAddress || parcel?.State == ParcelState.Received ? "." : "; the address is missing.");
            var packing = new LineStep(line.Benefit, standing, parcel is null ? StateTone.Warn : FulfilmentWords.ToneOf(parcel.State), nothing ? "Put a kit aside" : "Open the parcel", nothing ? $"/staff/parcels/lines/{line.LineId}" : $"/staff/parcels/{parcel!.Id}");
            return packing with { Waits = waits };
        }

        var sentence = parcel?.State switch
        {
            ParcelState.Shipped => $"On its way: {parcel.Carrier} {parcel.Tracking}.",
            ParcelState.Received => "It has arrived.",
            ParcelState.Lost or ParcelState.Returned => $"The parcel {(parcel.State == ParcelState.Lost ? "is lost" : "came back")}: {parcel.Reason}",
            ParcelState.Packed => "Packed; it leaves soon.",
            _ when hasAddress => "The address is known; we pack it.",
            _ => receives ? "Tell us where the parcel goes." : "The organizers have not said where it goes.",
        };
        var tone = parcel is null or { State: ParcelState.Reserved } ? (hasAddress ? StateTone.Accent : StateTone.Warn) : FulfilmentWords.ToneOf(parcel.State);
        if (receives && parcel?.State is ParcelState.Shipped or ParcelState.Lost)
            return new(line.Benefit, sentence, tone, "It has arrived", $"{line.RequestPath}/parcel-arrival", IsPost: true);
        var mayAddress = receives && parcel?.State is null or ParcelState.Reserved or ParcelState.Returned;
        return new(line.Benefit, sentence, tone, mayAddress && receives ? hasAddress ? "Change the address" : "Give the address" : null, $"{line.RequestPath}/address") { Waits = waits };
    }
}
