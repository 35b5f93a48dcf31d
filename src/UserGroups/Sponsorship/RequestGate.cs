using System.Globalization;
using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>A report that is so late that nothing new can be asked for.</summary>
public sealed record MissingReport(string Reference, string Event, DateTime DueAt);

/// <summary>What stands in the way of asking, or of granting.</summary>
public sealed class RequestGate(AppDbContext db, SettingsService settings, TimeProvider time)
{
    /// <summary>Up to this stipend the short lead time is enough.</summary>
    public const decimal SmallStipend = 100;

    /// <summary>The oldest report of a chapter that blocks, or null.</summary>
    public async Task<MissingReport?> MissingReportAsync(long chapterId, CancellationToken cancel = default)
    {
        var values = await settings.ReadAsync(cancel);
        var (due, block) = (values.Get(SponsorshipSettings.ReportDays), values.Get(SponsorshipSettings.ReportBlockDays));
        var before = time.Now().AddDays(-due - block);
        return await db.SponsorshipRequests.AsNoTracking().ReportMissing(before).Where(r => r.ChapterId == chapterId).OrderBy(r => r.Event!.EndsAt).ThenBy(r => r.Id)
            .Select(r => new MissingReport(r.Reference!, r.Event!.Title, r.Event.EndsAt.AddDays(due))).FirstOrDefaultAsync(cancel);
    }

    /// <summary>May this chapter ask now? For a first sending; what staff sent back may always return.</summary>
    /// <exception cref="RuleException">Why not, and what to do.</exception>
    public async Task RequireOpenAsync(Chapter chapter, GroupEvent? groupEvent, decimal stipend, bool isFirst, CancellationToken cancel)
    {
        RequireAwake(chapter);
        if (groupEvent is { State: EventState.Cancelled or EventState.Postponed })
            throw new RuleException(groupEvent.State == EventState.Cancelled ? "This event is cancelled, so nothing can be asked for it." : "This event is postponed. Publish it with its new date, then ask.");
        if (!isFirst)
            return;
        if (await MissingReportAsync(chapter.Id, cancel) is MissingReport missing)
            throw new RuleException($"The report on {missing.Reference} ({missing.Event}) was due on {Day(missing.DueAt)} and has not come. Send it first: /requests/{missing.Reference}/report");
        if (groupEvent is not null && await LateAsync(groupEvent.StartsAt, stipend, cancel) is RuleException late)
            throw late;
    }

    /// <summary>Would a first request, however small, be taken now?</summary>
    public async Task<bool> IsOpenAsync(Chapter chapter, GroupEvent? groupEvent, CancellationToken cancel = default)
    {
        try
        {
            await RequireOpenAsync(chapter, groupEvent, 0, isFirst: true, cancel);
            return true;
        }
        catch (RuleException)
        {
            return false;
        }
    }

    /// <exception cref="RuleException">The chapter sleeps, or has ended.</exception>
    public static void RequireAwake(Chapter chapter)
    {
        if (chapter.State != ChapterState.Active)
            throw new RuleException($"{chapter.Name} is {ChapterFlow.Word(chapter.State)}, and help is frozen until it is active. {(chapter.State == ChapterState.Dormant ? "Publishing an event wakes it." : "")}".TrimEnd());
    }

    /// <summary>Until the portal has followed the event, its request still looks open: whoever is faster than the job is told.</summary>
    /// <exception cref="RuleException">The event was cancelled or postponed.</exception>
    public static void RequireHeld(GroupEvent? groupEvent)
    {
        if (groupEvent is { State: EventState.Cancelled or EventState.Postponed })
            throw new RuleException($"{groupEvent.Title} was {(groupEvent.State == EventState.Cancelled ? "cancelled" : "postponed")} in the meantime, so nothing is granted for it.");
    }

    /// <summary>Why a first sending now would come too late for an event, and what can still be asked for; null while there is time.</summary>
    /// <param name="startsAt">When the event begins, UTC.</param>
    /// <param name="stipend">What is asked for, USD; 0: only other help.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<RuleException?> LateAsync(DateTime startsAt, decimal stipend, CancellationToken cancel = default)
    {
        var values = await settings.ReadAsync(cancel);
        var (lead, shortLead) = (values.Get(SponsorshipSettings.LeadDays), values.Get(SponsorshipSettings.ShortLeadDays));
        var now = time.Now();
        if (startsAt <= now)
            return new RuleException("This event has begun or is over; help is asked for before it.");
        var isSmall = stipend <= SmallStipend;
        if (now <= startsAt.AddDays(isSmall ? -Math.Min(lead, shortLead) : -lead))
            return null;
        return !isSmall && now <= startsAt.AddDays(-shortLead)
            ? new RuleException($"A request must reach us {lead} days before the event; that was {Day(startsAt.AddDays(-lead))}. Up to {BenefitWords.Quantity(Benefit.Stipend, SmallStipend)} {shortLead} days are enough, so until {Day(startsAt.AddDays(-shortLead))} you can ask for that.", "Stipend")
            : new RuleException($"A request must reach us {lead} days before the event, {shortLead} for at most {BenefitWords.Quantity(Benefit.Stipend, SmallStipend)}. This event begins on {Day(startsAt)}: it is too late for this one.");
    }

    private static string Day(DateTime utc) => utc.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
