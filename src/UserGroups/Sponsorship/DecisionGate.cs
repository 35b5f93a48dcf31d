using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>Who must not decide about a request, and what stands against granting it. It only asks; <see cref="RequestDecisions"/> decides.</summary>
public sealed class DecisionGate(AppDbContext db, RequestGate gate, OfferDesk offers)
{
    /// <summary>Asks, and changes nothing: do the rules allow these grants, or was it said why one is set aside?</summary>
    /// <param name="requestId">Which.</param>
    /// <param name="verdicts">As far as they could be read.</param>
    /// <param name="overrideReason">Why a rule is set aside.</param>
    /// <param name="isSupervisor">True for a community manager of every region.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="RuleException">A rule forbids it and no reason is given.</exception>
    public async Task RequireAllowedAsync(long requestId, IReadOnlyList<LineVerdict> verdicts, string? overrideReason, bool isSupervisor, CancellationToken cancel = default)
    {
        var request = await db.SponsorshipRequests.AsNoTracking().Include(r => r.Chapter).Include(r => r.Lines).SingleAsync(r => r.Id == requestId, cancel);
        await OverrideAsync(request, verdicts, overrideReason, isSupervisor, cancel);
    }

    /// <summary>Why this person must not decide about a request, in a sentence; null when nothing stands against it.</summary>
    public async Task<string?> ConflictAsync(long personId, long chapterId, long requestedById, CancellationToken cancel = default)
    {
        if (personId == requestedById)
            return "You sent this request. A colleague decides.";
        var organizers = await db.Organizers.AsNoTracking().Where(o => o.ChapterId == chapterId).Select(o => new { o.PersonId, o.Person.Email }).ToListAsync(cancel);
        if (organizers.Exists(o => o.PersonId == personId))
            return "You organize this chapter. A colleague decides.";
        var emails = await db.People.AsNoTracking().Where(p => p.Id == personId || p.Id == requestedById).Select(p => new { p.Id, p.Email }).ToDictionaryAsync(p => p.Id, p => p.Email, cancel);
        var mine = emails.GetValueOrDefault(personId);
        return organizers.Exists(o => Employers.AreTheSame(mine, o.Email)) || Employers.AreTheSame(mine, emails.GetValueOrDefault(requestedById))
            ? "An organizer of this chapter has an address of your own employer. A colleague from elsewhere decides."
            : null;
    }

    /// <exception cref="RuleException">Something stands against it (<see cref="ConflictAsync"/>).</exception>
    public async Task RequireUnconcernedAsync(SponsorshipRequest request, long personId, CancellationToken cancel)
    {
        if (await ConflictAsync(personId, request.ChapterId, request.RequestedById, cancel) is string conflict)
            throw new RuleException(conflict);
    }

    /// <summary>The rules that a supervisor may set aside; four eyes and the budget are not among them.</summary>
    /// <returns>Why a rule is set aside; null when none is.</returns>
    /// <exception cref="RuleException">A rule forbids it and no reason is given, or not by a supervisor.</exception>
    public async Task<string?> OverrideAsync(SponsorshipRequest request, IReadOnlyList<LineVerdict> verdicts, string? typed, bool isSupervisor, CancellationToken cancel)
    {
        if (verdicts.All(v => v.Granted == 0))
            return null;
        var against = await AgainstAsync(request, verdicts, cancel);
        if (against is null)
            return null;
        var reason = (typed ?? "").Trim();
        if (!isSupervisor)
            throw new RuleException($"{against} Only a supervisor can grant it all the same.", "OverrideReason");
        return reason.Length >= SponsorshipRequest.LeastOverride
            ? Checked.Reason(reason, "OverrideReason", "")
            : throw new RuleException($"{against} To grant it all the same, say why in at least {SponsorshipRequest.LeastOverride} characters; it is recorded as an override.", "OverrideReason");
    }

    private async Task<string?> AgainstAsync(SponsorshipRequest request, IReadOnlyList<LineVerdict> verdicts, CancellationToken cancel)
    {
        if (request.Chapter.State != ChapterState.Active)
            return $"{request.Chapter.Name} is {ChapterFlow.Word(request.Chapter.State)}, and help is frozen.";
        if (await gate.MissingReportAsync(request.ChapterId, cancel) is MissingReport missing)
            return $"The report on {missing.Reference} is missing.";
        var stipend = verdicts.SingleOrDefault(v => v.Benefit == Benefit.Stipend)?.Granted ?? 0;
        // More than was asked the line itself refuses, whoever decides.
        if (stipend == 0 || stipend > request.Lines.SingleOrDefault(l => l.Benefit == Benefit.Stipend)?.Asked)
            return null;
        var offer = await offers.ForAsync(request.ChapterId, request.Chapter.Region, request.Headcount, cancel);
        var most = Math.Min(offer.Cap, offer.ByHeads);
        return stipend > most ? $"The offer is at most {BenefitWords.Quantity(Benefit.Stipend, most)} for {offer.AdjustedHeadcount} people." : null;
    }
}
