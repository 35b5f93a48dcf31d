using UserGroups.Chapters;
using UserGroups.Shared;

namespace UserGroups.Sponsorship;

/// <summary>Ways out before the time, and back; and the report at the end.</summary>
public sealed partial class SponsorshipRequest
{
    /// <summary>So long a withdrawal that was not decided on yet can be undone.</summary>
    public static readonly TimeSpan UndoWithin = TimeSpan.FromDays(30);

    public bool CanRestore(DateTime now) => State == RequestState.Withdrawn && WithdrawnFrom is not null && EndedAt > now - UndoWithin;

    /// <summary>The organizers no longer want it. Lines that are granted must be released by the caller.</summary>
    public RequestTransition Withdraw(string? reason, DateTime now)
    {
        SponsorshipFlow.Require(State, RequestStep.Withdraw, RequestState.Withdrawn);
        if (lines.Exists(l => l.BegunAt is not null))
            throw new RuleException("Some of it is on its way already. Write a comment; a community manager will help.");
        EndReason = Checked.Reason(reason, "Reason", null!);
        EndReason = EndReason.Length == 0 ? null : EndReason;
        WithdrawnFrom = State is RequestState.Submitted or RequestState.ChangesRequested ? State : null;
        Clock?.Pause(now);
        return Go(RequestStep.Withdraw, RequestState.Withdrawn, now);
    }

    /// <summary>It was a mistake: as before.</summary>
    public RequestTransition Restore(DateTime now)
    {
        SponsorshipFlow.Require(State, RequestStep.Restore);
        if (!CanRestore(now) || WithdrawnFrom is not RequestState before)
            throw new RuleException("This cannot be brought back any more. Ask again with a new request.");
        (WithdrawnFrom, EndedAt, EndReason) = (null, null, null);
        if (before == RequestState.Submitted)
            Clock?.Resume(now);
        return Go(RequestStep.Restore, before, now);
    }

    /// <summary>Ended by the portal. Lines that are granted must be released by the caller.</summary>
    /// <param name="reason">Why, as the letter says it.</param>
    /// <param name="now">UTC.</param>
    public RequestTransition Cancel(string reason, DateTime now)
    {
        SponsorshipFlow.Require(State, RequestStep.Cancel, RequestState.Cancelled);
        EndReason = reason;
        return Go(RequestStep.Cancel, RequestState.Cancelled, now);
    }

    /// <summary>A word on why it ended.</summary>
    public void Explain(string reason) => EndReason = reason;

    /// <summary>The report arrives; once.</summary>
    /// <param name="answers">What was typed.</param>
    /// <param name="byId">Who sends it.</param>
    /// <param name="eventEndsAt">When the event ended (UTC).</param>
    /// <param name="now">UTC.</param>
    public RequestTransition SubmitReport(ReportAnswers answers, long byId, DateTime eventEndsAt, DateTime now)
    {
        if (Report is not null)
            throw new RuleException("The report was sent already.");
        SponsorshipFlow.Require(State, RequestStep.Report);
        if (eventEndsAt > now)
            throw new RuleException("The report is about what happened: send it when the event is over.");
        Report = new SponsorshipReport(this, answers, byId, lines.Exists(l => l.Benefit == Benefit.Stipend && l.IsLive), now);
        return Follow(RequestStep.Report, eventEndsAt, State, now);
    }

    public RequestTransition Close(long byId, DateTime now)
    {
        SponsorshipFlow.Require(State, RequestStep.Close, RequestState.Closed);
        FourEyes(byId);
        return Go(RequestStep.Close, RequestState.Closed, now);
    }

    /// <summary>Whose turn it is was reminded; once for each state.</summary>
    public void Remind(DateTime now)
    {
        RemindedAt = now;
        Version++;
    }

    /// <summary>One more letter about the missing report went out.</summary>
    public void RemindOfReport(int letters)
    {
        ReportLetters = letters;
        Version++;
    }
}
