using UserGroups.Shared;

namespace UserGroups.Chapters;

/// <summary>What can happen to a chapter.</summary>
public enum ChapterStep
{
    Submit,
    RequestChanges,
    Approve,
    Decline,
    FallAsleep,
    Wake,
    Retire,
}

/// <summary>One line of the table.</summary>
/// <param name="From">State before.</param>
/// <param name="Step">What happens.</param>
/// <param name="To">State after.</param>
/// <param name="Who">Who may do it, in words.</param>
/// <param name="Told">Who gets a letter.</param>
/// <param name="Action">What the history calls it.</param>
public sealed record ChapterTransition(ChapterState From, ChapterStep Step, ChapterState To, string Who, string Told, string Action);

/// <summary>The life of a chapter on one screen, read by the rules, the pages and the docs. What is not here cannot happen.</summary>
public static class ChapterFlow
{
    private const string Manager = "a community manager of the region who is not concerned";

    public static readonly IReadOnlyList<ChapterTransition> Table =
    [
        new(ChapterState.Draft, ChapterStep.Submit, ChapterState.Submitted, "the applicant", "applicant, co-organizer, community managers", "chapter.submitted"),
        new(ChapterState.Submitted, ChapterStep.RequestChanges, ChapterState.ChangesRequested, Manager, "applicant", "chapter.changes-requested"),
        new(ChapterState.ChangesRequested, ChapterStep.Submit, ChapterState.Submitted, "the applicant", "community managers", "chapter.submitted"),
        new(ChapterState.Submitted, ChapterStep.Approve, ChapterState.Active, Manager, "organizers", "chapter.approved"),
        new(ChapterState.Submitted, ChapterStep.Decline, ChapterState.Declined, Manager, "organizers", "chapter.declined"),
        new(ChapterState.ChangesRequested, ChapterStep.Decline, ChapterState.Declined, Manager, "organizers", "chapter.declined"),
        new(ChapterState.Active, ChapterStep.FallAsleep, ChapterState.Dormant, "the nightly look at health", "organizers", "chapter.dormant"),
        new(ChapterState.Dormant, ChapterStep.Wake, ChapterState.Active, "an organizer who publishes an event", "nobody", "chapter.woken"),
        new(ChapterState.Dormant, ChapterStep.Retire, ChapterState.Retired, Manager, "organizers", "chapter.retired"),
    ];

    public static ChapterTransition? Find(ChapterState from, ChapterStep step) => Table.SingleOrDefault(t => t.From == from && t.Step == step);

    public static bool Allows(ChapterState from, ChapterStep step) => Find(from, step) is not null;

    /// <exception cref="RuleException">There is no such way.</exception>
    public static ChapterTransition Require(ChapterState from, ChapterStep step) =>
        Find(from, step) ?? throw new RuleException($"This group is {Word(from)}; it cannot be {Done(step)} now.");

    public static string Word(ChapterState state) => state switch
    {
        ChapterState.Draft => "a draft",
        ChapterState.Submitted => "waiting for a decision",
        ChapterState.ChangesRequested => "waiting for changes",
        ChapterState.Active => "active",
        ChapterState.Declined => "declined",
        ChapterState.Dormant => "dormant",
        _ => "retired",
    };

    private static string Done(ChapterStep step) => step switch
    {
        ChapterStep.Submit => "sent",
        ChapterStep.RequestChanges => "sent back for changes",
        ChapterStep.Approve => "approved",
        ChapterStep.Decline => "declined",
        ChapterStep.FallAsleep => "put to sleep",
        ChapterStep.Wake => "woken",
        _ => "retired",
    };
}
