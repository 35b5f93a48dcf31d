namespace UserGroups.Web.Shell;

/// <summary>
/// A section that one module puts on a page of another: a view component by name. So the person's own page and the organizer's desk show
/// seats, requests and letters without importing the modules they come from.
/// </summary>
/// <param name="Page">Which page: <see cref="My"/>, <see cref="Lead"/>, <see cref="Chapter"/> or <see cref="Join"/>.</param>
/// <param name="Component">Name of the view component. On all but <see cref="My"/> it is invoked with <c>chapterId</c>.</param>
/// <param name="Order">Lower comes first.</param>
public sealed record PagePart(string Page, string Component, int Order)
{
    /// <summary>The person's own page, <c>/my</c>.</summary>
    public const string My = "my";

    /// <summary>The organizer's desk, <c>/lead/{slug}</c>.</summary>
    public const string Lead = "lead";

    /// <summary>The form with "Join this group": ticks named <c>ticks</c>, which the room that follows memberships understands.</summary>
    public const string Join = "join";

    /// <summary>A chapter's page, below the next event.</summary>
    public const string Chapter = "chapter";
}

public static class PageParts
{
    public static IServiceCollection AddPagePart(this IServiceCollection services, PagePart part) => services.AddSingleton(part);

    /// <summary>Names of the view components of a page, in order.</summary>
    public static IReadOnlyList<string> On(this IEnumerable<PagePart> parts, string page) => [.. parts.Where(p => p.Page == page).OrderBy(p => p.Order).Select(p => p.Component)];
}
