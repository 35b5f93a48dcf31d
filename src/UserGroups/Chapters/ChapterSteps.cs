using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>What happens to a chapter over time; which step is possible when stands in <see cref="ChapterFlow"/>.</summary>
public sealed partial class Chapter
{
    public const int LeastReason = 20;

    /// <summary>Why there should be such a group, and with whom.</summary>
    /// <param name="today">The date where the group is, so that the first meetup lies ahead.</param>
    public void Explain(string? focus, string? why, DateOnly? firstMeetup, string? coOrganizerName, string? coOrganizerEmail, DateOnly today)
    {
        if (!IsEditable)
            throw new RuleException("This application can no longer be changed.");
        var broken = new BrokenRules();
        var about = broken.Try(() => Checked.Line(focus, FocusLength, "Focus", "Say in a few words what the group is about."));
        var reason = broken.Try(() => Checked.Text(why, WhyLength, "Why", "Tell us why your city needs this group."));
        if (firstMeetup is not DateOnly first || first <= today || first > today.AddYears(1))
            broken.Add("Give a date for the first meetup, from tomorrow on and within a year. It may change.", "FirstMeetup");
        var name = broken.Try(() => Checked.Line(coOrganizerName, Accounts.Person.NameLength, "CoOrganizerName", "Name the person who organizes with you; nobody should carry a group alone."));
        var email = broken.Try(() => Checked.Email(coOrganizerEmail, "CoOrganizerEmail"));
        broken.Throw();
        (Focus, Why, ExpectedFirstMeetup, CoOrganizerName, CoOrganizerEmail) = (about!, reason!, firstMeetup, name!, email!);
        Touch();
    }

    /// <summary>Sends the application, or sends it again with the changes that were asked for.</summary>
    /// <param name="slug">Its address, free at this moment.</param>
    /// <param name="conductVersion">The code of conduct the applicant accepted; must be the one in force.</param>
    /// <param name="decisionDays">The promise, in business days.</param>
    /// <param name="now">UTC.</param>
    public void Submit(string slug, string? conductVersion, int decisionDays, DateTime now)
    {
        var step = ChapterFlow.Require(State, ChapterStep.Submit);
        if (Focus.Length == 0 || Why.Length == 0 || ExpectedFirstMeetup is null || CoOrganizerEmail.Length == 0)
            throw new RuleException("Some answers are still missing. Go back and fill them in.");
        if (conductVersion != CodeOfConduct.Version)
            throw new RuleException("Read the code of conduct and accept it for the group.", "Conduct");
        Slug = slug;
        (ConductVersion, ConductAcceptedAt) = (conductVersion, now);
        SubmittedAt ??= now;
        if (Clock is null)
            Clock = new DecisionClock(now, decisionDays);
        else
            Clock.Resume(now);
        if (criteria.Count == 0)
            criteria.AddRange(CriterionKeys.All.Select(key => new Criterion(this, key)));
        Go(step);
    }

    /// <summary>Sets the ticks of the criteria; those that say what they said before stay as they are.</summary>
    /// <returns>Those that changed.</returns>
    /// <exception cref="RuleException">It is decided already, somebody judges their own, or a no lacks its reason; all that lack it are named.</exception>
    public IReadOnlyList<Tick> Judge(long deciderId, IReadOnlyList<Tick> ticks, DateTime now)
    {
        if (State is not (ChapterState.Submitted or ChapterState.ChangesRequested))
            throw new RuleException($"This group is {ChapterFlow.Word(State)}; its criteria were settled.");
        RequireUnconcerned(deciderId);
        var broken = new BrokenRules();
        var changed = ticks.Where(t => broken.Try(() => criteria.Single(c => c.Key == t.Key).Decide(t.Met, t.Reason, deciderId, now))).ToList();
        broken.Throw();
        // Who looks at older ticks is told, and does not put them back unseen.
        if (changed.Count > 0)
            Touch();
        return changed;
    }

    /// <summary>The clock stands still until the applicant sends it again.</summary>
    public void RequestChanges(long deciderId, string? reason, DateTime now)
    {
        var step = ChapterFlow.Require(State, ChapterStep.RequestChanges);
        Decide(deciderId, Checked.Reason(reason, "Reason", "Tell the applicant what to change."), now);
        Clock?.Pause(now);
        Go(step);
    }

    /// <summary>From now on it is a chapter. Every criterion is met, or a written reason says why it is approved all the same.</summary>
    /// <exception cref="RuleException">Nobody else has agreed to organize, a criterion is open, or the decider is concerned.</exception>
    public void Approve(long deciderId, string? reason, DateTime now)
    {
        var step = ChapterFlow.Require(State, ChapterStep.Approve);
        if (!organizers.Exists(o => o.Role == OrganizerRole.CoOrganizer))
            throw new RuleException("A second organizer has to say yes first; the invitation is on its way.");
        var open = criteria.Count(c => c.Met is not true);
        var given = (reason ?? "").Trim();
        if (open > 0 && given.Length < LeastReason)
            throw new RuleException($"{open} of the criteria {(open == 1 ? "is" : "are")} not met. Tick them, or say in at least {LeastReason} characters why the group is approved all the same.", "Reason");
        Decide(deciderId, given.Length == 0 ? null : Checked.Reason(given, "Reason", ""), now);
        (ActiveSince, QuietSince) = (now, LastEventAt > now ? LastEventAt : now);
        Go(step);
    }

    public void Decline(long deciderId, string? reason, DateTime now)
    {
        var step = ChapterFlow.Require(State, ChapterStep.Decline);
        Decide(deciderId, Checked.Reason(reason, "Reason", "Tell the applicant why, and what would change your mind."), now);
        // The address goes back: the next group of this name may have it.
        Slug = $"declined-{Guid.NewGuid():N}";
        EndedAt = now;
        Go(step);
    }

    /// <summary>Too long without an event: benefits are frozen until the next one is published.</summary>
    public void FallAsleep() => Go(ChapterFlow.Require(State, ChapterStep.FallAsleep));

    /// <summary>
    /// An event of this chapter was published or moved to this moment. Called by whoever keeps the events, in the same SaveChanges. It wakes a dormant chapter.
    /// </summary>
    /// <param name="startsAt">UTC; over or coming.</param>
    /// <returns>True when the chapter was dormant and is active again.</returns>
    public bool NoteEvent(DateTime startsAt)
    {
        if (State is not (ChapterState.Active or ChapterState.Dormant))
            throw new RuleException("Only an active group can have events. This one is not active.");
        if (LastEventAt is null || startsAt > LastEventAt)
            LastEventAt = startsAt;
        if (QuietSince is null || startsAt > QuietSince)
            QuietSince = startsAt;
        Touch();
        if (State != ChapterState.Dormant)
            return false;
        Go(ChapterFlow.Require(State, ChapterStep.Wake));
        return true;
    }

    /// <summary>An event that is over became known later, from an imported list. It counts for the page and wakes nobody.</summary>
    public void NotePastEvent(DateTime startsAt)
    {
        if (LastEventAt is null || startsAt > LastEventAt)
            LastEventAt = startsAt;
        Touch();
    }

    /// <summary>An event was cancelled or lost its date: the latest of those that are left counts.</summary>
    /// <param name="latest">Start of the latest published event (UTC), or null when there is none.</param>
    public void RecountEvents(DateTime? latest)
    {
        LastEventAt = latest;
        QuietSince = latest > ActiveSince ? latest : ActiveSince;
        Touch();
    }

    /// <summary>The end of a dormant chapter. Its page stays, its history too.</summary>
    public void Retire(long deciderId, string? reason, DateTime now)
    {
        var step = ChapterFlow.Require(State, ChapterStep.Retire);
        Decide(deciderId, Checked.Reason(reason, "Reason", "Say why the group ends; its members will read it."), now);
        EndedAt = now;
        Go(step);
    }

    /// <summary>How it is doing.</summary>
    public ChapterHealth Health(DateTime now, int greenDays, int amberDays) => ChapterHealths.Of(State, QuietSince, now, greenDays, amberDays);

    // Four eyes: held here too, so that no page can forget it.
    private void Decide(long deciderId, string? reason, DateTime now)
    {
        RequireUnconcerned(deciderId);
        (DecidedById, DecidedAt, DecisionReason) = (deciderId, now, reason);
    }

    private void RequireUnconcerned(long deciderId)
    {
        if (deciderId == AppliedById || organizers.Exists(o => o.PersonId == deciderId))
            throw new RuleException("Nobody decides about a group they applied for or organize. Ask a colleague.");
    }

    private void Go(ChapterTransition step)
    {
        State = step.To;
        Touch();
    }
}
