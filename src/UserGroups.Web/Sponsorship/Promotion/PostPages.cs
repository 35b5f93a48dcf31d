using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using UserGroups.Data;
using UserGroups.Shared;
using UserGroups.Sponsorship;
using UserGroups.Sponsorship.Promotion;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Sponsorship;

/// <summary>A post in the editors' list.</summary>
public sealed record PostRow(long Id, string Title, PostState State, string ChapterName, string Reference, DateTime CreatedAt, DateTime? PublishAt, DateTime? PublishedAt, DateTime? EventAt, bool HasSuggestion);

/// <summary>Granted promotion without a draft.</summary>
public sealed record PostMissing(long LineId, string Reference, string ChapterName);

/// <summary>The editors' desk.</summary>
public sealed record PostsPage(string View, PageOf<PostRow> Rows, IReadOnlyList<PostMissing> Missing, int Open, DateTime Now);

/// <summary>One post with its next step.</summary>
public sealed record PostPage(BlogPost Post, LineHead Line, bool CanEdit, PostForm Form, string? SuggestedBy)
{
    public bool Can(PostStep step) => CanEdit && PostFlow.Allows(Post.State, step);

    public bool CanWrite => CanEdit && Post.State is not (PostState.Scheduled or PostState.Withdrawn);
}

/// <summary>The words and the next step, sent together: whichever button is pressed, what stands in the fields is what is meant.</summary>
public sealed class PostForm
{
    // An empty field is a mistake; one that is not on the page, as while a post is scheduled, is none.
    [DisplayFormat(ConvertEmptyStringToNull = false), StringLength(BlogPost.TitleLength), Display(Name = "Title")]
    public string? Title { get; set; }

    [DisplayFormat(ConvertEmptyStringToNull = false), StringLength(BlogPost.SummaryLength), Display(Name = "In one sentence")]
    public string? Summary { get; set; }

    [DisplayFormat(ConvertEmptyStringToNull = false), StringLength(BlogPost.BodyLength), Display(Name = "Text")]
    public string? Body { get; set; }

    [Display(Name = "Appears on")]
    public DateOnly? PublishOn { get; set; }

    [Display(Name = "At (UTC)")]
    public TimeOnly? PublishTime { get; set; }

    /// <summary>When it appears, UTC.</summary>
    /// <exception cref="RuleException">Day or time is missing; both are named.</exception>
    internal DateTime PublishAt()
    {
        var broken = new BrokenRules();
        if (PublishOn is null)
            broken.Add("Say the day.", nameof(PublishOn));
        if (PublishTime is null)
            broken.Add("Say the time.", nameof(PublishTime));
        broken.Throw();
        return PublishOn!.Value.ToDateTime(PublishTime!.Value, DateTimeKind.Utc);
    }

    [StringLength(BlogPost.ReasonLength), Display(Name = "Why it is withdrawn")]
    public string? Reason { get; set; }

    public int Version { get; set; }

    /// <summary>What was typed, checked; null where the page had no field for it.</summary>
    internal PostText? Words() => Title is null && Summary is null && Body is null ? null : PostText.Of(Title, Summary, Body);

    /// <exception cref="RuleException">Names everything that is wrong in the words and in the day.</exception>
    internal void CheckSchedule()
    {
        var broken = new BrokenRules();
        broken.Try(() => Words());
        broken.Try(() => PublishAt());
        broken.Throw();
    }
}

/// <summary>Reads what editors see: posts about chapters of their regions.</summary>
public sealed class PostReader(AppDbContext db, TimeProvider time)
{
    private const int Most = 50;
    private static readonly KeysetOrder<BlogPost, DateTime, long> OldestFirst = KeysetOrder.By((BlogPost p) => p.CreatedAt, p => p.Id);
    private static readonly KeysetOrder<BlogPost, DateTime, long> NewestFirst = KeysetOrder.ByDescending((BlogPost p) => p.CreatedAt, p => p.Id);

    public async Task<PostsPage> ListAsync(Viewer viewer, string? view, string? cursor, CancellationToken cancel)
    {
        var name = view is "published" or "withdrawn" ? view : "open";
        var mine = Mine(viewer);
        var rows = await Of(mine, name).ToPageAsync(
            name == "open" ? OldestFirst : NewestFirst,
            p => new PostRow(
                p.Id, p.Title, p.State, db.Chapters.Where(c => c.Id == p.ChapterId).Select(c => c.Name).First(), db.BenefitLines.Where(l => l.Id == p.LineId).Select(l => l.Request.Reference!).First(),
                p.CreatedAt, p.PublishAt, p.PublishedAt, db.Events.Where(e => e.Id == p.EventId).Select(e => (DateTime?)e.StartsAt).FirstOrDefault(), p.Suggestion != ""),
            cursor, cancel: cancel);
        var missing = name != "open" ? [] : await Missing(viewer).OrderBy(l => l.AcceptedAt).ThenBy(l => l.Id).Take(Most)
            .Select(l => new PostMissing(l.Id, l.Request.Reference!, l.Request.Chapter.Name)).ToListAsync(cancel);
        return new PostsPage(name, rows, missing, await Of(mine, "open").CountAsync(cancel), time.Now());
    }

    /// <summary>Posts to write, review or publish, for the staff desk.</summary>
    public async Task<WaitingFacts> WaitingAsync(Viewer viewer, DateTime now, CancellationToken cancel) =>
        await Mine(viewer).Where(p => p.State == PostState.Draft || p.State == PostState.InReview).Select(p => new WaitingThing { Since = p.CreatedAt, DueAt = null }).FactsAsync(now, cancel)
        + await Missing(viewer).Select(l => new WaitingThing { Since = l.AcceptedAt, DueAt = null }).FactsAsync(now, cancel);

    public async Task<(BlogPost Post, LineHead Line)?> FindAsync(Viewer viewer, long id, CancellationToken cancel)
    {
        var post = await Mine(viewer).SingleOrDefaultAsync(p => p.Id == id, cancel);
        return post is null ? null : (post, await db.BenefitLines.AsNoTracking().Where(l => l.Id == post.LineId).Select(LineHead.Shape).SingleAsync(cancel));
    }

    public Task<string?> SuggestedByAsync(BlogPost post, CancellationToken cancel) => db.People.Where(p => p.Id == post.SuggestedById).Select(p => p.Name).SingleOrDefaultAsync(cancel);

    private IQueryable<BlogPost> Mine(Viewer viewer) =>
        db.BlogPosts.AsNoTracking().Where(p => db.BenefitLines.InRegionsOf(viewer, StaffRole.CommunityManager).Any(l => l.Id == p.LineId));

    private IQueryable<BenefitLine> Missing(Viewer viewer) =>
        db.BenefitLines.AsNoTracking().InRegionsOf(viewer, StaffRole.CommunityManager).Granted(Benefit.Promotion).Where(l => !db.BlogPosts.Any(p => p.LineId == l.Id && p.State != PostState.Withdrawn));

    private static IQueryable<BlogPost> Of(IQueryable<BlogPost> posts, string view) => view switch
    {
        "published" => posts.Where(p => p.State == PostState.Published),
        "withdrawn" => posts.Where(p => p.State == PostState.Withdrawn),
        _ => posts.Where(p => p.State == PostState.Draft || p.State == PostState.InReview || p.State == PostState.Scheduled),
    };
}
