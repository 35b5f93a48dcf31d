using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>What is decided about one line.</summary>
/// <param name="Benefit">Which line.</param>
/// <param name="Granted">How much of what was asked; 0 declines it.</param>
/// <param name="Reason">Why; required unless it is granted in full.</param>
public sealed record LineVerdict(Benefit Benefit, decimal Granted, string? Reason);

/// <summary>What happens to a request over time; which way is possible stands in <see cref="SponsorshipFlow"/>.</summary>
public sealed partial class SponsorshipRequest
{
    /// <summary>Sends it, or sends it again with the changes that were asked for.</summary>
    /// <param name="answers">What the form means.</param>
    /// <param name="reference">Its number when it has none yet.</param>
    /// <param name="requestedById">Who sends it.</param>
    /// <param name="decisionDays">The promise, in business days.</param>
    /// <param name="now">UTC.</param>
    public void Submit(RequestAnswers answers, string? reference, long requestedById, int decisionDays, DateTime now)
    {
        SponsorshipFlow.Require(State, RequestStep.Submit, RequestState.Submitted);
        if (answers.Benefits.Count == 0)
            throw new RuleException("Ask for at least one thing: money, promotion, a licence or swag.", "Stipend");
        if (EventId is null && answers.Benefits.Any(b => b.Benefit != Benefit.Licence))
            throw new RuleException("A request that is not about an event can only be about a licence.");
        Reference ??= reference;
        (Headcount, Plan, RequestedById) = (answers.Headcount, answers.Plan, requestedById);
        SubmittedAt ??= now;
        if (Clock is null)
            Clock = new DecisionClock(now, decisionDays);
        else
            Clock.Resume(now);
        lines.RemoveAll(l => answers.Benefits.All(b => b.Benefit != l.Benefit));
        foreach (var asked in answers.Benefits)
        {
            if (lines.Find(l => l.Benefit == asked.Benefit) is BenefitLine line)
                line.Ask(asked);
            else
                lines.Add(new BenefitLine(this, asked));
        }

        (ChangeReason, ChangeFields) = (null, RequestFields.None);
        Go(RequestStep.Submit, RequestState.Submitted, now);
    }

    /// <summary>The clock stands still until it is sent again; only the fields named can be changed.</summary>
    /// <param name="deciderId">Null: the portal (the event was postponed).</param>
    /// <param name="reason">What to change and why.</param>
    /// <param name="fields">The fields concerned.</param>
    /// <param name="now">UTC.</param>
    public void RequestChanges(long? deciderId, string? reason, RequestFields fields, DateTime now)
    {
        SponsorshipFlow.Require(State, RequestStep.RequestChanges, RequestState.ChangesRequested);
        FourEyes(deciderId);
        if ((fields & RequestFields.All) == RequestFields.None)
            throw new RuleException("Tick the fields that should be changed; only those can be.", "Fields");
        ChangeReason = Checked.Reason(reason, "Reason", "Tell the organizers what to change.");
        ChangeFields = fields & RequestFields.All;
        Clock?.Pause(now);
        Go(RequestStep.RequestChanges, RequestState.ChangesRequested, now);
    }

    /// <summary>Decides every line at once. What is granted in full is accepted by that; a reduced line waits for the lead.</summary>
    /// <param name="deciderId">Never who asked.</param>
    /// <param name="verdicts">One for each line.</param>
    /// <param name="overrideReason">Why a supervisor grants what the rules forbid; null when nothing is forbidden.</param>
    /// <param name="offerEndsAt">Until when a reduced offer stands.</param>
    /// <param name="expiresAt">When what was not fulfilled goes back.</param>
    /// <param name="now">UTC.</param>
    public void Decide(long deciderId, IReadOnlyList<LineVerdict> verdicts, string? overrideReason, DateTime offerEndsAt, DateTime expiresAt, DateTime now)
    {
        SponsorshipFlow.Require(State, RequestStep.Decide);
        FourEyes(deciderId);
        if (verdicts.Count != lines.Count || lines.Exists(l => verdicts.Count(v => v.Benefit == l.Benefit) != 1))
            throw new RuleException("Decide each line once.");
        foreach (var line in lines)
            line.Decide(verdicts.Single(v => v.Benefit == line.Benefit), deciderId, now);
        (DecidedById, DecidedAt, OverrideReason) = (deciderId, now, overrideReason);
        OfferEndsAt = lines.Exists(l => l.State == LineState.Reduced) ? offerEndsAt : null;
        ExpiresAt = lines.Exists(l => l.IsLive) ? expiresAt : null;
        Follow(RequestStep.Decide, null, RequestState.Declined, now);
    }

    /// <summary>The lead takes the reduced offer.</summary>
    public void Accept(long leadId, DateTime? eventEndsAt, DateTime now)
    {
        SponsorshipFlow.Require(State, RequestStep.Accept);
        if (OfferEndsAt <= now)
            throw new RuleException("This offer has run out. Write a comment if you still need help; a new request is possible.");
        foreach (var line in lines.Where(l => l.State == LineState.Reduced))
            line.Accept(now);
        (AcceptedAt, AcceptedById) = (now, leadId);
        Follow(RequestStep.Accept, eventEndsAt, RequestState.Withdrawn, now);
    }

    /// <summary>The lead leaves the reduced offer; its lines are released by the caller. With nothing else granted the request ends, and says why.</summary>
    public RequestTransition Refuse(DateTime? eventEndsAt, DateTime now)
    {
        var taken = Follow(RequestStep.Refuse, eventEndsAt, RequestState.Withdrawn, now);
        if (State == RequestState.Withdrawn)
            EndReason = OfferRefused;
        return taken;
    }

    /// <summary>
    /// The state follows from the lines. Called after each change of one, and when the event is over.
    /// </summary>
    /// <param name="step">What happened.</param>
    /// <param name="eventEndsAt">When the event ends (UTC); null for a request of the chapter itself, or where it cannot matter.</param>
    /// <param name="whenNothingIsLeft">What it becomes when no line is alive any more.</param>
    /// <param name="now">UTC.</param>
    /// <returns>The line of the table that was taken.</returns>
    public RequestTransition Follow(RequestStep step, DateTime? eventEndsAt, RequestState whenNothingIsLeft, DateTime now)
    {
        var to = Derive(eventEndsAt, whenNothingIsLeft, now);
        if (AcceptedAt is null && to is RequestState.Accepted or RequestState.InFulfilment)
            AcceptedAt = now;
        return Go(step, to, now);
    }

    private RequestState Derive(DateTime? eventEndsAt, RequestState whenNothingIsLeft, DateTime now)
    {
        if (lines.Exists(l => l.State == LineState.Reduced))
            return RequestState.Decided;
        if (!lines.Exists(l => l.IsLive))
            return whenNothingIsLeft;
        if (lines.Exists(l => l.State == LineState.Accepted))
            return lines.Exists(l => l.State == LineState.Fulfilled || l.BegunAt is not null) ? RequestState.InFulfilment : RequestState.Accepted;
        if (EventId is null)
            return RequestState.Closed;
        if (eventEndsAt is null || eventEndsAt > now)
            return RequestState.InFulfilment;
        return Report is null ? RequestState.AwaitingReport : RequestState.ReportSubmitted;
    }

    private RequestTransition Go(RequestStep step, RequestState to, DateTime now)
    {
        var taken = SponsorshipFlow.Require(State, step, to);
        if (State != to)
            (StateSince, RemindedAt) = (now, null);
        State = to;
        if (SponsorshipFlow.IsEnd(to))
            EndedAt = now;
        Version++;
        return taken;
    }

    // Held here and by a check constraint, so that no page can forget it.
    private void FourEyes(long? deciderId)
    {
        if (deciderId == RequestedById)
            throw new RuleException("Nobody decides about their own request. Ask a colleague.");
    }
}
