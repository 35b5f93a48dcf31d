using UserGroups.Shared;
using static UserGroups.Sponsorship.Party;
using static UserGroups.Sponsorship.RequestState;
using static UserGroups.Sponsorship.RequestStep;

namespace UserGroups.Sponsorship;

/// <summary>What can happen to a request.</summary>
public enum RequestStep
{
    Submit,
    RequestChanges,
    Decide,
    Accept,
    Refuse,
    Lapse,
    Begin,
    Fulfil,
    Release,
    PassEvent,
    Report,
    Close,
    Withdraw,
    Restore,
    Expire,
    Cancel,
}

/// <summary>Who does it, whose turn it is, who gets a letter.</summary>
[Flags]
public enum Party
{
    Nobody = 0,

    /// <summary>Lead and co-organizers of the chapter.</summary>
    Organizers = 1,

    /// <summary>The lead alone.</summary>
    Lead = 1 << 1,

    /// <summary>A community manager of the region who is not concerned.</summary>
    Managers = 1 << 2,

    /// <summary>Finance and fulfilment, each for their lines.</summary>
    Fulfillers = 1 << 3,

    /// <summary>The portal itself: a job, or what happened to the event.</summary>
    Portal = 1 << 4,
}

/// <summary>One line of the table.</summary>
/// <param name="From">State before.</param>
/// <param name="Step">What happens.</param>
/// <param name="To">State after; a step with several is decided by the lines.</param>
/// <param name="Who">Who may.</param>
/// <param name="Turn">Whose turn it is then.</param>
/// <param name="Told">Who gets a letter.</param>
/// <param name="RemindAfterDays">After so many days in the new state whose turn it is gets a letter; null: never.</param>
public sealed record RequestTransition(RequestState From, RequestStep Step, RequestState To, Party Who, Party Turn, Party Told, int? RemindAfterDays = null)
{
    /// <summary>What the history calls it.</summary>
    public string Action => SponsorshipFlow.ActionOf(Step);
}

/// <summary>The life of a request on one screen, read by the rules, the access checks, the timeline and the docs. What is not here cannot happen.</summary>
public static class SponsorshipFlow
{
    public static readonly IReadOnlyList<RequestTransition> Table =
    [
        new(Draft, Submit, Submitted, Organizers, Managers, Organizers | Managers),
        new(Submitted, RequestChanges, ChangesRequested, Managers | Portal, Organizers, Organizers, 7),
        new(ChangesRequested, Submit, Submitted, Organizers, Managers, Managers),

        new(Submitted, Decide, Accepted, Managers, Fulfillers, Organizers | Fulfillers, 10),
        new(Submitted, Decide, Decided, Managers, Lead, Organizers, 7),
        new(Submitted, Decide, Declined, Managers, Nobody, Organizers),

        new(Decided, Accept, Accepted, Lead, Fulfillers, Managers | Fulfillers, 10),
        new(Decided, Accept, InFulfilment, Lead, Fulfillers, Managers | Fulfillers, 10),
        new(Decided, Refuse, Accepted, Lead, Fulfillers, Managers | Fulfillers, 10),
        new(Decided, Refuse, InFulfilment, Lead, Fulfillers, Managers, 10),
        new(Decided, Refuse, Withdrawn, Lead, Nobody, Managers),
        new(Decided, Lapse, Accepted, Portal, Fulfillers, Organizers | Fulfillers, 10),
        new(Decided, Lapse, InFulfilment, Portal, Fulfillers, Organizers, 10),
        new(Decided, Lapse, Expired, Portal, Nobody, Organizers),

        new(Decided, Begin, Decided, Fulfillers, Lead, Nobody),
        new(Decided, Fulfil, Decided, Fulfillers, Lead, Nobody),
        new(Accepted, Begin, InFulfilment, Fulfillers, Fulfillers, Nobody, 10),
        new(InFulfilment, Begin, InFulfilment, Fulfillers, Fulfillers, Nobody, 10),
        new(Accepted, Fulfil, InFulfilment, Fulfillers, Fulfillers, Nobody, 10),
        new(InFulfilment, Fulfil, InFulfilment, Fulfillers, Fulfillers, Nobody, 10),
        new(Accepted, Fulfil, AwaitingReport, Fulfillers, Organizers, Nobody),
        new(InFulfilment, Fulfil, AwaitingReport, Fulfillers, Organizers, Nobody),
        new(Accepted, Fulfil, ReportSubmitted, Fulfillers, Managers, Managers, 5),
        new(InFulfilment, Fulfil, ReportSubmitted, Fulfillers, Managers, Managers, 5),
        new(Accepted, Fulfil, Closed, Fulfillers, Nobody, Organizers),
        new(InFulfilment, Fulfil, Closed, Fulfillers, Nobody, Organizers),
        new(InFulfilment, PassEvent, AwaitingReport, Portal, Organizers, Nobody),

        new(Decided, Release, Decided, Fulfillers | Managers, Lead, Nobody),
        new(Decided, Release, Cancelled, Fulfillers | Managers, Nobody, Organizers),
        new(Accepted, Release, Accepted, Fulfillers | Managers, Fulfillers, Nobody),
        new(Accepted, Release, InFulfilment, Fulfillers | Managers, Fulfillers, Nobody),
        new(Accepted, Release, Cancelled, Fulfillers | Managers, Nobody, Organizers),
        new(InFulfilment, Release, InFulfilment, Fulfillers | Managers, Fulfillers, Nobody, 10),
        new(InFulfilment, Release, AwaitingReport, Fulfillers | Managers, Organizers, Nobody),
        new(InFulfilment, Release, ReportSubmitted, Fulfillers | Managers, Managers, Managers, 5),
        new(InFulfilment, Release, Closed, Fulfillers | Managers, Nobody, Organizers),
        new(InFulfilment, Release, Cancelled, Fulfillers | Managers, Nobody, Organizers),

        new(Accepted, Report, Accepted, Organizers, Fulfillers, Fulfillers, 10),
        new(InFulfilment, Report, InFulfilment, Organizers, Fulfillers, Fulfillers, 10),
        new(InFulfilment, Report, ReportSubmitted, Organizers, Managers, Managers, 5),
        new(AwaitingReport, Report, ReportSubmitted, Organizers, Managers, Managers, 5),
        new(ReportSubmitted, Close, Closed, Managers, Nobody, Organizers),

        new(Submitted, Withdraw, Withdrawn, Organizers, Nobody, Managers),
        new(ChangesRequested, Withdraw, Withdrawn, Organizers, Nobody, Nobody),
        new(Decided, Withdraw, Withdrawn, Organizers, Nobody, Managers),
        new(Accepted, Withdraw, Withdrawn, Organizers, Nobody, Managers | Fulfillers),
        new(Withdrawn, Restore, Submitted, Organizers, Managers, Managers),
        new(Withdrawn, Restore, ChangesRequested, Organizers, Organizers, Nobody),

        new(Accepted, Expire, Expired, Portal, Nobody, Organizers),
        new(InFulfilment, Expire, Expired, Portal, Nobody, Organizers),
        new(InFulfilment, Expire, AwaitingReport, Portal, Organizers, Organizers),

        new(Submitted, Cancel, Cancelled, Portal, Nobody, Organizers | Managers),
        new(ChangesRequested, Cancel, Cancelled, Portal, Nobody, Organizers),
        new(Decided, Cancel, Cancelled, Portal, Nobody, Organizers | Managers),
        new(Accepted, Cancel, Cancelled, Portal, Nobody, Organizers | Managers | Fulfillers),
        new(InFulfilment, Cancel, Cancelled, Portal, Nobody, Organizers | Managers | Fulfillers),
    ];

    public static RequestTransition? Find(RequestState from, RequestStep step, RequestState to) => Table.SingleOrDefault(t => t.From == from && t.Step == step && t.To == to);

    public static bool Allows(RequestState from, RequestStep step) => Table.Any(t => t.From == from && t.Step == step);

    /// <summary>May this party do the step from there?</summary>
    public static bool Allows(RequestState from, RequestStep step, Party who) => Table.Any(t => t.From == from && t.Step == step && (t.Who & who) != Nobody);

    /// <exception cref="RuleException">The step cannot be taken from there.</exception>
    public static void Require(RequestState from, RequestStep step)
    {
        if (!Allows(from, step))
            throw new RuleException($"This request is {RequestWords.Of(from)}; it cannot be {RequestWords.Done(step)} now.");
    }

    /// <exception cref="RuleException">There is no such way.</exception>
    public static RequestTransition Require(RequestState from, RequestStep step, RequestState to)
    {
        Require(from, step);
        return Find(from, step, to) ?? throw new RuleException($"This request is {RequestWords.Of(from)}; {RequestWords.Done(step)}, it would be {RequestWords.Of(to)}, and there is no such way.");
    }

    /// <summary>Whose turn it is in a state, whichever way it was reached.</summary>
    public static Party TurnIn(RequestState state) => state == Draft ? Organizers : Table.First(t => t.To == state).Turn;

    /// <summary>When whose turn it is gets a letter about it; null: the state has none, or letters of its own.</summary>
    public static int? RemindAfterDaysIn(RequestState state) => Table.Where(t => t.To == state).Max(t => t.RemindAfterDays);

    /// <summary>An end: nothing more happens (a withdrawn one may come back).</summary>
    public static bool IsEnd(RequestState state) => state is Closed or Declined or Withdrawn or Expired or Cancelled;

    /// <summary>What the history calls a step, such as <c>sponsorship.request-changes</c>.</summary>
    public static string ActionOf(RequestStep step) => "sponsorship." + string.Concat(step.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
