using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship;

namespace UserGroups.Web.Sponsorship;

/// <summary>What happened, when, by whom, why.</summary>
public sealed record RequestHappening(DateTime At, string? Who, string What, string? Why);

/// <summary>A comment, or a staff note.</summary>
public sealed record NoteRow(DateTime At, string Who, string Text);

/// <summary>One benefit of a request.</summary>
public sealed record LineRow(
    long Id, Benefit Benefit, decimal Asked, string Details, LineState State, LineDecision? Decision, decimal? Granted, string? Reason, string? FulfilmentNote, DateTime? FulfilledAt, string? VoidReason,
    decimal Committed, decimal Authorised, decimal Paid)
{
    public string AskedText => BenefitWords.Quantity(Benefit, Asked);

    public string? GrantedText => Granted is decimal granted && Decision != LineDecision.Declined ? BenefitWords.Quantity(Benefit, granted) : null;
}

/// <summary>The report as it was sent.</summary>
public sealed record ReportRow(int Attendance, string WhatWorked, decimal Spent, string SpentOn, DateTime SubmittedAt, string Who);

/// <summary>The head of a request on every page.</summary>
public sealed record RequestHead
{
    public required long Id { get; init; }

    public required string Reference { get; init; }

    public required RequestState State { get; init; }

    public required DateTime StateSince { get; init; }

    public required int Version { get; init; }

    public required long ChapterId { get; init; }

    public required string Chapter { get; init; }

    public required string ChapterSlug { get; init; }

    public required string Region { get; init; }

    public string? Event { get; init; }

    public string? EventSlug { get; init; }

    public DateTime? EventStartsAt { get; init; }

    public DateTime? EventEndsAt { get; init; }

    public string? TimeZone { get; init; }

    public EventState? EventState { get; init; }

    public long? EventId { get; init; }

    public required int Headcount { get; init; }

    public required string Plan { get; init; }

    public required long RequestedById { get; init; }

    public required string RequestedBy { get; init; }

    public string? DecidedBy { get; init; }

    public DateTime? SubmittedAt { get; init; }

    public DateTime? DueAt { get; init; }

    public string? ChangeReason { get; init; }

    public RequestFields ChangeFields { get; init; }

    public DateTime? OfferEndsAt { get; init; }

    public DateTime? ExpiresAt { get; init; }

    public string? EndReason { get; init; }

    public string? OverrideReason { get; init; }

    public bool CanRestore { get; init; }

    public string About => Event ?? Chapter;

    public string Path => $"/requests/{Reference}";

    public string StaffPath => $"/staff/requests/{Reference}";

    public string DraftPath => EventSlug is null ? $"/lead/{ChapterSlug}/request" : $"/lead/{ChapterSlug}/events/{EventSlug}/request";

    public bool IsLate(DateTime now) => State == RequestState.Submitted && DueAt < now;

    public bool IsOver(DateTime now) => EventEndsAt <= now;
}

/// <summary>A request as both sides see it.</summary>
public sealed record RequestPage(
    RequestHead Head, IReadOnlyList<LineRow> Lines, IReadOnlyList<RequestHappening> Timeline, IReadOnlyList<NoteRow> Comments, ReportRow? Report, DateTime Now, IReadOnlySet<RequestStep> May, bool IsStaff, bool IsOrganizer, NoteForm Form)
{
    public bool CanReport => May.Contains(RequestStep.Report) && Report is null && Head.EventState == EventState.Published && Head.IsOver(Now);
}

/// <summary>Reads what the pages of a request show.</summary>
public sealed class RequestReader(AppDbContext db, TimeProvider time)
{
    public async Task<RequestHead> HeadAsync(long id, CancellationToken cancel)
    {
        var r = await db.SponsorshipRequests.AsNoTracking().Include(x => x.Chapter).Include(x => x.Event).SingleAsync(x => x.Id == id, cancel);
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
            TimeZone = r.Event?.TimeZone,
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
            .Select(h => new { h.At, h.Action, h.Reason, Who = db.People.Where(p => p.Id == h.ActorId).Select(p => p.Name).FirstOrDefault() }).ToListAsync(cancel);
        return [.. lines.Select(h => new RequestHappening(h.At, h.Who, SponsorshipWords.Happened(h.Action), h.Reason))];
    }

    public async Task<IReadOnlyList<NoteRow>> NotesAsync(long id, bool isForStaff, CancellationToken cancel) =>
        await db.RequestNotes.AsNoTracking().Where(n => n.RequestId == id && n.IsForStaff == isForStaff).OrderBy(n => n.Id).Take(200)
            .Select(n => new NoteRow(n.At, db.People.Where(p => p.Id == n.AuthorId).Select(p => p.Name).First(), n.Text)).ToListAsync(cancel);

    public Task<ReportRow?> ReportAsync(long id, CancellationToken cancel) => db.SponsorshipReports.AsNoTracking().Where(r => r.RequestId == id)
        .Select(r => new ReportRow(r.Attendance, r.WhatWorked, r.Spent, r.SpentOn, r.SubmittedAt, db.People.Where(p => p.Id == r.SubmittedById).Select(p => p.Name).First())).SingleOrDefaultAsync(cancel);
}
