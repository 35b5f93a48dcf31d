using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using UserGroups.Accounts;
using UserGroups.Chapters;
using UserGroups.Events;
using UserGroups.Shared;

namespace UserGroups.Sponsorship.Promotion;

/// <summary>A post of the vendor's blog about a chapter's event.</summary>
public sealed class BlogPost : IHasId, IOnPublicPages
{
    public const int TitleLength = 120;
    public const int SummaryLength = 300;
    public const int BodyLength = 20_000;
    public const int SuggestionLength = 4000;
    public const int ReasonLength = 500;

    private BlogPost()
    {
    }

    /// <summary>A draft.</summary>
    public BlogPost(long lineId, long chapterId, long? eventId, string slug, PostText text, DateTime now)
    {
        (LineId, ChapterId, EventId, Slug, CreatedAt) = (lineId, chapterId, eventId, slug, now);
        Write(text, now);
    }

    public long Id { get; private set; }

    public long LineId { get; private set; }

    public long ChapterId { get; private set; }

    public long? EventId { get; private set; }

    /// <summary>Its address; stays for good.</summary>
    public string Slug { get; private set; } = "";

    public string Title { get; private set; } = "";

    public string Summary { get; private set; } = "";

    /// <summary>Markdown.</summary>
    public string Body { get; private set; } = "";

    /// <summary>What an organizer would like it to say.</summary>
    public string Suggestion { get; private set; } = "";

    public long? SuggestedById { get; private set; }

    public DateTime? SuggestedAt { get; private set; }

    public PostState State { get; private set; } = PostState.Draft;

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    /// <summary>When it is to appear (UTC).</summary>
    public DateTime? PublishAt { get; private set; }

    /// <summary>Who scheduled it; it appears in their name.</summary>
    public long? ScheduledById { get; private set; }

    public DateTime? PublishedAt { get; private set; }

    public long? PublishedById { get; private set; }

    public string? Reason { get; private set; }

    public int Version { get; private set; }

    public PostText Text => new(Title, Summary, Body);

    public void Write(PostText text, DateTime now)
    {
        if (State == PostState.Withdrawn)
            throw new RuleException("This post is withdrawn; its text stays as it was.");
        // What was read in review is what is scheduled.
        if (State == PostState.Scheduled)
            throw new RuleException("This post is scheduled. Take it back to a draft first; then whoever reviewed it reads it again.");
        (Title, Summary, Body) = text;
        UpdatedAt = now;
        Version++;
    }

    /// <summary>An organizer's wish; the editors see it beside the text.</summary>
    public void Suggest(string? suggestion, long organizerId, DateTime now)
    {
        if (State is PostState.Published or PostState.Withdrawn)
            throw new RuleException($"The post is {PostFlow.Word(State)}; write to the community managers instead.");
        Suggestion = Checked.Text(suggestion, SuggestionLength, nameof(Suggestion), "Write what the post should say.");
        (SuggestedById, SuggestedAt) = (organizerId, now);
        Version++;
    }

    public void SendToReview() => Go(PostStep.SendToReview);

    public void SendBack()
    {
        Go(PostStep.SendBack);
        PublishAt = null;
    }

    public void Schedule(long actorId, DateTime at, DateTime now)
    {
        PostFlow.Require(State, PostStep.Schedule);
        if (at <= now || at > now.AddYears(1))
            throw new RuleException("Choose a time to come, within a year. To publish at once, press “Publish now”.", nameof(PublishAt));
        Go(PostStep.Schedule);
        (PublishAt, ScheduledById) = (at, actorId);
    }

    public void Publish(long actorId, DateTime now)
    {
        Go(PostStep.Publish);
        (PublishedAt, PublishedById, UpdatedAt) = (now, actorId, now);
    }

    public void Withdraw(string? reason, DateTime now)
    {
        PostFlow.Require(State, PostStep.Withdraw);
        Reason = Checked.Text(reason, ReasonLength, nameof(Reason), "Say why it is withdrawn.");
        Go(PostStep.Withdraw);
        (PublishAt, UpdatedAt) = (null, now);
    }

    private void Go(PostStep step)
    {
        State = PostFlow.Require(State, step).To;
        Version++;
    }
}

/// <summary>What a post says.</summary>
public sealed record PostText(string Title, string Summary, string Body)
{
    /// <summary>Checked and trimmed.</summary>
    /// <exception cref="RuleException">Something is missing or too long; its field is named.</exception>
    public static PostText Of(string? title, string? summary, string? body)
    {
        var broken = new BrokenRules();
        var head = broken.Try(() => Checked.Line(title, BlogPost.TitleLength, nameof(Title), "Give the post a title."));
        var sentence = broken.Try(() => Checked.Line(summary, BlogPost.SummaryLength, nameof(Summary), "Say in one sentence what it is about; lists, feeds and previews show it."));
        var text = broken.Try(() => Checked.Text(body, BlogPost.BodyLength, nameof(Body), "Write the post."));
        broken.Throw();
        return new PostText(head!, sentence!, text!);
    }
}

public sealed class BlogPostMap : IEntityTypeConfiguration<BlogPost>
{
    public void Configure(EntityTypeBuilder<BlogPost> builder)
    {
        builder.ToTable("BlogPosts", table =>
        {
            table.HasCheckConstraint("CK_BlogPosts_Scheduled", "[State] <> 'Scheduled' OR [PublishAt] IS NOT NULL");
            table.HasCheckConstraint("CK_BlogPosts_Published", "[State] <> 'Published' OR [PublishedAt] IS NOT NULL");
        });
        builder.Ignore(p => p.Text);
        builder.Property(p => p.Slug).HasMaxLength(60);
        builder.Property(p => p.Title).HasMaxLength(BlogPost.TitleLength);
        builder.Property(p => p.Summary).HasMaxLength(BlogPost.SummaryLength);
        builder.Property(p => p.Body).HasMaxLength(BlogPost.BodyLength);
        builder.Property(p => p.Suggestion).HasMaxLength(BlogPost.SuggestionLength);
        builder.Property(p => p.Reason).HasMaxLength(BlogPost.ReasonLength);
        builder.HasOne<BenefitLine>().WithMany().HasForeignKey(p => p.LineId);
        builder.HasOne<Chapter>().WithMany().HasForeignKey(p => p.ChapterId);
        builder.HasOne<GroupEvent>().WithMany().HasForeignKey(p => p.EventId);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.SuggestedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.PublishedById);
        builder.HasOne<Person>().WithMany().HasForeignKey(p => p.ScheduledById);
        builder.HasIndex(p => p.Slug).IsUnique();
        // One living post for one line, whatever is clicked.
        builder.HasIndex(p => p.LineId, "IX_BlogPosts_OneForALine").IsUnique().HasFilter("[State] <> 'Withdrawn'");
        builder.HasIndex(p => new { p.State, p.PublishedAt, p.Id });
        builder.HasIndex(p => new { p.State, p.PublishAt });
        builder.HasIndex(p => new { p.State, p.CreatedAt, p.Id });
    }
}
