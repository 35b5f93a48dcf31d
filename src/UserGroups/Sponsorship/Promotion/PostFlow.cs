using UserGroups.Shared;
using static UserGroups.Sponsorship.Promotion.PostState;
using static UserGroups.Sponsorship.Promotion.PostStep;

namespace UserGroups.Sponsorship.Promotion;

/// <summary>Where a post is.</summary>
public enum PostState
{
    Draft,
    InReview,
    Scheduled,
    Published,

    /// <summary>Taken back; its address says so.</summary>
    Withdrawn,
}

/// <summary>What can happen to a post.</summary>
public enum PostStep
{
    SendToReview,
    SendBack,
    Schedule,
    Publish,
    Withdraw,
}

/// <summary>One line of the table.</summary>
public sealed record PostTransition(PostState From, PostStep Step, PostState To, string Who, string Told, string Action);

/// <summary>The life of a post on one screen. What is not here cannot happen.</summary>
public static class PostFlow
{
    private const string Editors = "a community manager of the region";

    public static readonly IReadOnlyList<PostTransition> Table =
    [
        new(Draft, SendToReview, InReview, Editors, "nobody", "post.in-review"),
        new(InReview, SendBack, Draft, Editors, "nobody", "post.sent-back"),
        new(InReview, Schedule, Scheduled, Editors, "nobody", "post.scheduled"),
        new(Scheduled, SendBack, Draft, Editors, "nobody", "post.sent-back"),
        new(InReview, Publish, Published, Editors, "organizers", "post.published"),
        new(Scheduled, Publish, Published, Editors + ", or the portal when its time has come", "organizers", "post.published"),
        new(Draft, Withdraw, Withdrawn, Editors + ", or the portal when the approval ends", "nobody", "post.withdrawn"),
        new(InReview, Withdraw, Withdrawn, Editors + ", or the portal when the approval ends", "nobody", "post.withdrawn"),
        new(Scheduled, Withdraw, Withdrawn, Editors + ", or the portal when the approval ends", "nobody", "post.withdrawn"),
        new(Published, Withdraw, Withdrawn, Editors, "nobody", "post.withdrawn"),
    ];

    public static PostTransition? Find(PostState from, PostStep step) => Table.SingleOrDefault(t => t.From == from && t.Step == step);

    public static bool Allows(PostState from, PostStep step) => Find(from, step) is not null;

    /// <exception cref="RuleException">There is no such way.</exception>
    public static PostTransition Require(PostState from, PostStep step) =>
        Find(from, step) ?? throw new RuleException($"This post is {Word(from)}; it cannot be {Done(step)} now.");

    /// <summary>As in "This post is …".</summary>
    public static string Word(PostState state) => state switch
    {
        Draft => "a draft",
        InReview => "in review",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static string Done(PostStep step) => step switch
    {
        SendToReview => "sent to review",
        SendBack => "sent back",
        Schedule => "scheduled",
        Publish => "published",
        _ => "withdrawn",
    };
}
