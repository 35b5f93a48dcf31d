using Microsoft.EntityFrameworkCore;
using UserGroups.Events;
using UserGroups.Web.Shell;

namespace UserGroups.Web.Events;

public static class EventsWebModule
{
    /// <summary>Pages of events, answers, the door and the calendars; and their parts on a person's, an organizer's and a chapter's page.</summary>
    public static IServiceCollection AddEventsWeb(this IServiceCollection services)
    {
        services.AddScoped<EventReader>();
        services.AddSingleton<EventCountries>();
        // Past ones too: their talks and slides are what people look for. Cancelled ones tell nobody anything.
        services.AddSitemap("events", db => db.Events.AsNoTracking().Listed().Where(e => e.State == EventState.Published || e.State == EventState.Postponed)
            .Select(e => new SitemapEntry { Id = e.Id, Path = "/events/" + e.Slug, Changed = e.UpdatedAt }));
        services.AddPagePart(new(PagePart.My, "MySeats", 10));
        services.AddPagePart(new(PagePart.Lead, "DeskEvents", 10));
        services.AddPagePart(new(PagePart.Chapter, "PastEvents", 20));
        services.PostConfigure<ShellHooks>(hooks =>
        {
            var home = hooks.Home;
            hooks.Home = async context => (await home(context)) with { NextEvents = await EventRows.HomeAsync(context) };
        });
        return services;
    }
}
