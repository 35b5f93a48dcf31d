using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship.Budgets;
using UserGroups.Sponsorship.Stipends;

namespace UserGroups.Sponsorship;

/// <summary>
/// What staff decide. Every call names the version the decider saw: of two one wins, the other gets a <see cref="DbUpdateConcurrencyException"/> and reads who was
/// faster. Money is set aside in the deciding transaction, so of two who grant the last of a budget one wins too.
/// </summary>
public sealed class RequestDecisions(
    AppDbContext db, RequestLoad load, DecisionGate allowed, OfferDesk offers, BudgetLedger ledger, LineService lines, IEnumerable<ILineStart> starts, RequestJournal journal, SettingsService settings, TimeProvider time)
{
    public Task RequestChangesAsync(long deciderId, long requestId, int seenVersion, string? reason, RequestFields fields, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var request = await load.Async(requestId, seenVersion, token);
                await allowed.RequireUnconcernedAsync(request, deciderId, token);
                request.RequestChanges(deciderId, reason, fields, time.Now());
                await journal.WriteAsync(request, SponsorshipFlow.Require(RequestState.Submitted, RequestStep.RequestChanges, request.State), deciderId, new { Fields = request.ChangeFields.ToString() }, request.ChangeReason, token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Decides every line.</summary>
    /// <param name="deciderId">Who decides.</param>
    /// <param name="requestId">Which.</param>
    /// <param name="seenVersion">The version the decider saw.</param>
    /// <param name="verdicts">One for each line.</param>
    /// <param name="overrideReason">Why a rule is set aside; only a supervisor's counts.</param>
    /// <param name="isSupervisor">True for a community manager of every region.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="RuleException">A rule forbids it, or the budget does not hold it.</exception>
    public Task DecideAsync(long deciderId, long requestId, int seenVersion, IReadOnlyList<LineVerdict> verdicts, string? overrideReason, bool isSupervisor, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var request = await load.Async(requestId, seenVersion, token);
                await allowed.RequireUnconcernedAsync(request, deciderId, token);
                if (verdicts.Any(v => v.Granted > 0))
                    RequestGate.RequireHeld(request.Event);
                var values = await settings.ReadAsync(token);
                var now = time.Now();
                var overridden = await allowed.OverrideAsync(request, verdicts, overrideReason, isSupervisor, token);
                var facts = await offers.FactsAsync(request, token);
                var expires = request.Event is null ? now.AddMonths(12) : request.Event.EndsAt.AddDays(60);
                request.Decide(deciderId, verdicts, overridden, now.AddDays(values.Get(SponsorshipSettings.AcceptDays)), expires, now);
                foreach (var line in request.Lines.Where(l => l.IsLive))
                    await CommitAsync(request, line, token);
                foreach (var line in request.Lines.Where(l => l.State == LineState.Accepted))
                    await StartAsync(line, token);
                var taken = SponsorshipFlow.Require(RequestState.Submitted, RequestStep.Decide, request.State);
                await journal.WriteAsync(request, taken, deciderId, Details(request, overridden, facts), overridden, token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>The lead takes the reduced offer, or leaves it.</summary>
    public Task AnswerOfferAsync(long leadId, long requestId, int seenVersion, bool accept, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var request = await load.Async(requestId, seenVersion, token);
                var offered = request.Lines.Where(l => l.State == LineState.Reduced).ToList();
                RequestTransition taken;
                if (accept)
                {
                    RequestGate.RequireHeld(request.Event);
                    RequestGate.RequireAwake(request.Chapter);
                    request.Accept(leadId, request.Event?.EndsAt, time.Now());
                    taken = SponsorshipFlow.Require(RequestState.Decided, RequestStep.Accept, request.State);
                    foreach (var line in offered)
                        await StartAsync(line, token);
                }
                else
                {
                    SponsorshipFlow.Require(request.State, RequestStep.Refuse);
                    foreach (var line in offered)
                        await lines.ReleaseLineAsync(line, SponsorshipRequest.OfferRefused, token);
                    taken = request.Refuse(request.Event?.EndsAt, time.Now());
                }

                await journal.WriteAsync(request, taken, leadId, new { Offer = string.Join(", ", offered.Select(l => l.GrantedText)) }, null, token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    /// <summary>Reads the report and closes; what was not spent goes back to the budget.</summary>
    public Task CloseAsync(long closerId, long requestId, int seenVersion, CancellationToken cancel = default) =>
        db.InTransactionAsync(
            async token =>
            {
                var request = await load.Async(requestId, seenVersion, token);
                await allowed.RequireUnconcernedAsync(request, closerId, token);
                // Closing gives the money back, so that it could not be sent anew.
                if (await db.Payments.AnyAsync(p => p.State == PaymentState.Failed && db.BenefitLines.Any(l => l.Id == p.LineId && l.RequestId == requestId), token))
                    throw new RuleException("The payment of this request failed. Finance sends it anew, or it is withdrawn; then the request can be closed.");
                var taken = request.Close(closerId, time.Now());
                var back = new Dictionary<string, decimal>(StringComparer.Ordinal);
                foreach (var line in request.Lines)
                    back[line.Benefit.ToString()] = await ledger.ReturnAsync(line, token);
                await journal.WriteAsync(request, taken, closerId, new { Returned = back.Where(b => b.Value > 0).ToDictionary(b => b.Key, b => b.Value) }, null, token);
                await db.SaveChangesAsync(token);
            },
            cancel);

    private async Task CommitAsync(SponsorshipRequest request, BenefitLine line, CancellationToken cancel)
    {
        var region = request.Chapter.Region;
        var budget = await ledger.FindAsync(region, line.Benefit, DateOnly.FromDateTime(time.Now()), cancel);
        if (budget is null && line.Benefit == Benefit.Stipend)
            throw new RuleException($"There is no budget for stipends in {Regions.Names[region]} today. Set one up under Budgets first.", "StipendGranted");
        if (await ledger.CommitAsync(line, budget?.Id, cancel))
            return;
        var last = await db.BenefitLines.AsNoTracking().Where(l => l.BudgetId == budget!.Id).OrderByDescending(l => l.DecidedAt).ThenByDescending(l => l.Id)
            .Select(l => new { l.Request.Reference, l.Granted, Who = db.People.Where(p => p.Id == l.DecidedById).Select(p => p.Name).First() }).FirstOrDefaultAsync(cancel);
        var left = (await ledger.FindAsync(region, line.Benefit, DateOnly.FromDateTime(time.Now()), cancel))!.Left;
        throw new RuleException(
            $"Only {BenefitWords.Quantity(line.Benefit, left)} are left in the budget for {Regions.Names[region]}.{(last is null ? "" : $" {last.Who} granted {BenefitWords.Quantity(line.Benefit, last.Granted ?? 0)} for {last.Reference} last.")}",
            $"{line.Benefit}Granted");
    }

    private async Task StartAsync(BenefitLine line, CancellationToken cancel)
    {
        foreach (var start in starts)
            await start.StartAsync(line, cancel);
    }

    private static object Details(SponsorshipRequest request, string? overridden, DecisionFacts facts) => new
    {
        Lines = request.Lines.ToDictionary(l => l.Benefit.ToString(), l => new { l.Decision, l.Asked, l.Granted }),
        Override = overridden is not null,
        Facts = facts,
    };
}
