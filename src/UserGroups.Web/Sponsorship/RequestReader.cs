using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;

namespace UserGroups.Web.Sponsorship;

/// <summary>Reads what the pages of a request show.</summary>
public sealed class RequestReader(AppDbContext db, TimeProvider time)
{
    public async Task<RequestHead> HeadAsync(long id, CancellationToken cancel)
    {
        var r = await db.SponsorshipRequests.AsNoTracking().Include(x => x.Chapter).Include(x => x.Event).SingleAsync(x => x.Id == id, cancel);
        var lines = r.State == RequestState.Decided ? await db.BenefitLines.AsNoTracking().Where(l => l.RequestId == id).ToListAsync(cancel) : [];
        var names = await db.People.AsNoTracking().Where(p => p.Id == r.RequestedById || p.Id == r.DecidedById).Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name, cancel);
        return new RequestHead
        {
            Id = r.Id,
            Reference = r.Reference!,
            State = r.State,
            StateSince = r.StateSince,
            Version = r.Version,
            ChapterId = r.ChapterId,
            Chapter = r.Chapter.Name,
            ChapterSlug = r.Chapter.Slug,
            Region = r.Chapter.Region,
            Event = r.Event?.Title,
            EventSlug = r.Event?.Slug,
            EventStartsAt = r.Event?.StartsAt,
            EventEndsAt = r.Event?.EndsAt,
            TimeZone = r.Event?.TimeZone ?? r.Chapter.TimeZone,
            EventState = r.Event?.State,
            EventId = r.EventId,
            Headcount = r.Headcount,
            Plan = r.Plan,
            RequestedById = r.RequestedById,
            RequestedBy = names.GetValueOrDefault(r.RequestedById) ?? "",
            DecidedBy = r.DecidedById is long decider ? names.GetValueOrDefault(decider) : null,
            SubmittedAt = r.SubmittedAt,
            DueAt = r.Clock?.DueAt,
            ChangeReason = r.ChangeReason,
            ChangeFields = r.ChangeFields,
            OfferEndsAt = r.OfferEndsAt,
            Offer = RequestPost.Offer(lines),
            OtherStays = lines.Exists(l => l.State is LineState.Accepted or LineState.Fulfilled),
            ExpiresAt = r.ExpiresAt,
            EndReason = r.EndReason,
            OverrideReason = r.OverrideReason,
            CanRestore = r.CanRestore(time.Now()),
        };
    }

    public async Task<IReadOnlyList<LineRow>> LinesAsync(long id, CancellationToken cancel)
    {
        var lines = await db.BenefitLines.AsNoTracking().Where(l => l.RequestId == id)
            .Select(l => new LineRow(l.Id, l.Benefit, l.Asked, l.Details, l.State, l.Decision, l.Granted, l.Reason, l.FulfilmentNote, l.FulfilledAt, l.VoidReason, l.Committed, l.Authorised, l.Paid)).ToListAsync(cancel);
        return [.. lines.OrderBy(l => l.Benefit)];
    }

    public async Task<RequestPage> ReadAsync(long id, IReadOnlySet<RequestStep> may, bool isStaff, bool isOrganizer, NoteForm form, CancellationToken cancel) => new(
        await HeadAsync(id, cancel), await LinesAsync(id, cancel), await TimelineAsync(id, cancel), await NotesAsync(id, false, cancel), await ReportAsync(id, cancel), time.Now(), may, isStaff, isOrganizer, form);

    public async Task<IReadOnlyList<RequestHappening>> TimelineAsync(long id, CancellationToken cancel)
    {
        var lines = await db.History.AsNoTracking().Where(h => h.SubjectType == nameof(SponsorshipRequest) && h.SubjectId == id).OrderByDescending(h => h.Id).Take(100)
            .Select(h => new { h.At, h.Action, h.Details, h.Reason, Who = db.People.Where(p => p.Id == h.ActorId).Select(p => p.Name).FirstOrDefault() }).ToListAsync(cancel);
        // Newest first, so the first sending is the last of its kind here.
        var sent = SponsorshipFlow.ActionOf(RequestStep.Submit);
        var first = lines.FindLastIndex(h => h.Action == sent);
        return [.. lines.Select((h, at) =>
        {
            var (what, note) = h.Action == sent && at != first ? ("Sent again", null) : SponsorshipWords.Happened(h.Action, h.Details);
            return new RequestHappening(h.At, h.Who, what, note, h.Reason);
        })];
    }

    public async Task<IReadOnlyList<NoteRow>> NotesAsync(long id, bool isForStaff, CancellationToken cancel) =>
        await db.RequestNotes.AsNoTracking().Where(n => n.RequestId == id && n.IsForStaff == isForStaff).OrderBy(n => n.Id).Take(200)
            .Select(n => new NoteRow(n.At, db.People.Where(p => p.Id == n.AuthorId).Select(p => p.Name).First(), n.Text)).ToListAsync(cancel);

    public Task<ReportRow?> ReportAsync(long id, CancellationToken cancel) => db.SponsorshipReports.AsNoTracking().Where(r => r.RequestId == id)
        .Select(r => new ReportRow(r.Attendance, r.WhatWorked, r.Spent, r.SpentOn, r.SubmittedAt, db.People.Where(p => p.Id == r.SubmittedById).Select(p => p.Name).First())).SingleOrDefaultAsync(cancel);
}
