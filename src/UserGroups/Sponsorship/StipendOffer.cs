using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Events;
using UserGroups.Shared;
using UserGroups.Sponsorship.Budgets;

namespace UserGroups.Sponsorship;

/// <summary>How many of those who said yes came, over all events with a check-in.</summary>
/// <param name="Events">Past events with at least one check-in.</param>
/// <param name="Yes">People who had a seat there.</param>
/// <param name="CheckedIn">Those of them who came.</param>
public sealed record ShowRate(int Events, int Yes, int CheckedIn)
{
    /// <summary>Fewer events than this say nothing yet: the rate is 1.</summary>
    public const int LeastEvents = 3;

    public const decimal Least = 0.5m;

    /// <summary>Between 0.5 and 1, two decimals.</summary>
    public decimal Rate => Events < LeastEvents || Yes == 0 ? 1 : Math.Clamp(decimal.Round((decimal)CheckedIn / Yes, 2, MidpointRounding.AwayFromZero), Least, 1);
}

/// <summary>
/// The stipend offer with every operand: min(cap, per head × adjusted headcount, budget left). Shown alike to organizer and reviewer.
/// </summary>
/// <param name="Cap">USD.</param>
/// <param name="PerHead">USD.</param>
/// <param name="Expected">People expected.</param>
/// <param name="Show">The chapter's own show rate.</param>
/// <param name="BudgetLeft">USD left in the region's budget today; null when none is set up yet: then it bounds nothing, and nothing can be granted.</param>
public sealed record StipendOffer(decimal Cap, decimal PerHead, int Expected, ShowRate Show, decimal? BudgetLeft)
{
    /// <summary>Expected × show rate, in whole people.</summary>
    public int AdjustedHeadcount => (int)decimal.Round(Expected * Show.Rate, 0, MidpointRounding.AwayFromZero);

    public decimal ByHeads => PerHead * AdjustedHeadcount;

    /// <summary>USD, never below zero.</summary>
    public decimal Result => Math.Max(0, Math.Min(Math.Min(Cap, ByHeads), BudgetLeft ?? decimal.MaxValue));
}

/// <summary>Reckons the offer.</summary>
public sealed class OfferDesk(AppDbContext db, BudgetLedger budgets, SettingsService settings, TimeProvider time)
{
    public async Task<StipendOffer> ForAsync(long chapterId, string region, int expected, CancellationToken cancel = default)
    {
        var values = await settings.ReadAsync(cancel);
        var budget = await budgets.FindAsync(region, Benefit.Stipend, DateOnly.FromDateTime(time.Now()), cancel);
        return new StipendOffer(values.Get(SponsorshipSettings.StipendCap), values.Get(SponsorshipSettings.PerHead), Math.Clamp(expected, 0, SponsorshipRequest.MostPeople), await ShowRateAsync(chapterId, cancel), budget?.Left);
    }

    /// <summary>What a decider sees now. Asked inside the deciding transaction, before anything is set aside.</summary>
    public async Task<DecisionFacts> FactsAsync(SponsorshipRequest request, CancellationToken cancel = default)
    {
        var (region, now) = (request.Chapter.Region, time.Now());
        var offer = await ForAsync(request.ChapterId, region, request.Headcount, cancel);
        var left = new Dictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var line in request.Lines)
        {
            if (await budgets.FindAsync(region, line.Benefit, DateOnly.FromDateTime(now), cancel) is Budget budget)
                left[line.Benefit.ToString()] = budget.Left;
        }

        var share = await PeerShare.OfLastYearAsync(db, request.ChapterId, now, cancel);
        return new DecisionFacts(request.EventId is null ? null : offer.Result, offer.Show.Events, offer.Show.Rate, share.Percent, left);
    }

    /// <summary>Walk-ins count on neither side: they had not said yes.</summary>
    public async Task<ShowRate> ShowRateAsync(long chapterId, CancellationToken cancel = default)
    {
        var now = time.Now();
        var events = await db.Events.AsNoTracking()
            .Where(e => e.ChapterId == chapterId && e.State == EventState.Published && e.EndsAt <= now && db.Answers.Any(a => a.EventId == e.Id && a.CheckedInAt != null))
            .Select(e => new
            {
                Yes = db.Answers.Count(a => a.EventId == e.Id && a.State == AnswerState.Seated && !a.WalkedIn),
                Came = db.Answers.Count(a => a.EventId == e.Id && a.State == AnswerState.Seated && !a.WalkedIn && a.CheckedInAt != null),
            }).ToListAsync(cancel);
        return new ShowRate(events.Count, events.Sum(e => e.Yes), events.Sum(e => e.Came));
    }
}
