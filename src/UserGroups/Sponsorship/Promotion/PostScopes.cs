using UserGroups.Chapters;

namespace UserGroups.Sponsorship.Promotion;

/// <summary>Which posts a question is about.</summary>
public static class PostScopes
{
    /// <summary>Those of the blog, its feed and the sitemap.</summary>
    public static IQueryable<BlogPost> Published(this IQueryable<BlogPost> posts, IQueryable<Chapter> chapters) =>
        posts.Where(p => p.State == PostState.Published && chapters.Any(c => c.Id == p.ChapterId && !c.IsTest));
}
