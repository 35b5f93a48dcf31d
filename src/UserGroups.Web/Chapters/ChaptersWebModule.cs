using Microsoft.EntityFrameworkCore;
using UserGroups.Chapters;
using UserGroups.Data;
using UserGroups.Web.Shell;
using UserGroups.Web.Staff;

namespace UserGroups.Web.Chapters;

public static class ChaptersWebModule
{
    /// <summary>Pages of chapters: directory, chapter page, application, desks of organizers and reviewers, and the person's own page.</summary>
    public static IServiceCollection AddChaptersWeb(this IServiceCollection services)
    {
        services.AddSingleton<DirectoryMap>();
        services.AddSingleton<CityChoice>();
        services.AddScoped<ApplicationReader>();
        services.AddScoped<ReviewReader>();
        services.AddPagePart(new(PagePart.My, nameof(MyChapters), 20));
        services.AddSitemap("chapters", OnSitemap);
        services.AddStaffPlace(new("Groups", "Applications to decide, with the facts beside them; groups that sleep.", "/staff/chapters", 10, ChaptersAccess.CanSeeQueue, Waiting.All(
            Waiting.Of<ReviewReader>((reader, viewer, now, cancel) => reader.WaitingAsync(viewer, now, cancel), "application to decide", "applications to decide"),
            Waiting.Of<ReviewReader>((reader, viewer, now, cancel) => reader.VacantAsync(viewer, now, cancel), "group without organizers", "groups without organizers"))));
        services.PostConfigure<ShellHooks>(hooks =>
        {
            var (viewer, home) = (hooks.Viewer, hooks.Home);
            hooks.Viewer = async context => await WithOrganizerAsync(context, await viewer(context));
            hooks.Home = async context => (await home(context)) with { Chapters = await HomeChapters.ReadAsync(context) };
        });
        return services;
    }

    private static async ValueTask<ShellViewer> WithOrganizerAsync(HttpContext context, ShellViewer viewer)
    {
        if (!viewer.SignedIn)
            return viewer;
        var roles = await context.RequestServices.GetRequiredService<ViewerRoles>().OfAsync(context.Viewer(), context.RequestAborted);
        return roles.IsAny ? viewer with { Kinds = viewer.Kinds | PersonKinds.Organizer } : viewer;
    }

    // When its organizers last wrote the page; its events have addresses of their own.
    private static IQueryable<SitemapEntry> OnSitemap(AppDbContext db) => db.Chapters.AsNoTracking().Listed().Select(c => new SitemapEntry
    {
        Id = c.Id,
        Path = "/chapters/" + c.Slug,
        Changed = db.History.Where(h => h.SubjectType == nameof(Chapter) && h.SubjectId == c.Id && h.Action == OrganizerService.PageEdited).Max(h => (DateTime?)h.At) ?? c.ActiveSince,
    });
}
